import { HOLDER, type Holder, printedDate } from './holder'
import { cardLines, passportLines } from './mrz'
import { emblem, entry, machineLines, portrait, rosette, specimenMark, waves } from './paper'

/** A drawn side of a document, in its own pixels. */
export type Side = { svg: string; width: number; height: number }

const NAVY = '#1f3a63'

/** The data page of a passport, 125 by 88 mm, with a valid machine readable zone. */
export function passport(holder: Holder = HOLDER): Side {
  const [width, height] = [1500, 1056]
  const lines = passportLines({
    ...holder,
    code: 'P',
    issuer: holder.country,
    nationality: holder.country,
    number: holder.passportNumber,
  })
  const fields = [
    entry(500, 218, 'Type / Type', 'P', 1.2),
    entry(700, 218, 'Code / Code', 'UTO', 1.2),
    entry(960, 218, 'Passport No. / Passeport n°', holder.passportNumber, 1.2),
    entry(500, 300, 'Surname / Nom', holder.surname.toUpperCase(), 1.2),
    entry(500, 382, 'Given names / Prénoms', holder.givenNames.toUpperCase(), 1.2),
    entry(500, 464, 'Nationality / Nationalité', 'UTOPIAN', 1.2),
    entry(960, 464, 'Sex / Sexe', holder.sex, 1.2),
    entry(500, 546, 'Date of birth / Date de naissance', printedDate(holder.birth), 1.2),
    entry(960, 546, 'Place of birth / Lieu de naissance', holder.birthPlace.toUpperCase(), 1.2),
    entry(500, 628, 'Date of issue / Date de délivrance', printedDate(holder.issued), 1.2),
    entry(960, 628, 'Authority / Autorité', 'PORT SEREIN', 1.2),
    entry(500, 710, 'Date of expiry / Date d’expiration', printedDate(holder.expiry), 1.2),
  ].join('')
  return drawn(width, height, '#eef3f0', '#d7e6e4', [
    waves(width, 830, '#9cc3c1'),
    rosette({ x: 1130, y: 430, radius: 330, lobes: 12, depth: 0.24, turns: 9, color: '#c99fb188' }),
    rosette({ x: 250, y: 480, radius: 300, lobes: 9, depth: 0.3, turns: 7, color: '#88a9cf77' }),
    `<rect width="${width}" height="132" fill="${NAVY}"/>`,
    emblem(96, 66, 92, '#f2dca6'),
    caption(164, 60, 'UTOPIA', 'PASSPORT · PASSEPORT', '#ffffff'),
    `<text x="1440" y="80" text-anchor="end" font-size="34" font-weight="700" letter-spacing="6" fill="#f2dca6">SPECIMEN</text>`,
    portrait(72, 190, 376),
    `<rect x="72" y="190" width="376" height="481" rx="3" fill="none" stroke="${NAVY}55" stroke-width="2"/>`,
    portrait(1290, 590, 140, true),
    signature(96, 760, 1.15),
    fields,
    `<rect y="828" width="${width}" height="228" fill="#f7f9f8"/><path d="M0 828H${width}" stroke="#9fb4b9" stroke-width="1.5"/>`,
    machineLines(lines, 74, 918, 31.5, 74),
    specimenMark(800, 590, 190),
  ])
}

export function idCardFront(): Side {
  return card('#f1eef6', '#dde6f3', [
    rosette({ x: 820, y: 430, radius: 320, lobes: 14, depth: 0.22, turns: 8, color: '#9d8cc288' }),
    emblem(84, 78, 92, '#4b3f7c'),
    caption(148, 72, 'UTOPIA', 'IDENTITY CARD · CARTE D’IDENTITÉ', '#4b3f7c'),
    portrait(64, 170, 330),
    entry(450, 198, 'Surname / Nom', HOLDER.surname.toUpperCase(), 1.25),
    entry(450, 284, 'Given names / Prénoms', HOLDER.givenNames.toUpperCase(), 1.25),
    entry(450, 370, 'Sex / Sexe', HOLDER.sex, 1.25),
    entry(600, 370, 'Nationality / Nationalité', 'UTO', 1.25),
    entry(900, 370, 'Date of birth / Naissance', printedDate(HOLDER.birth), 1.25),
    entry(450, 456, 'Place of birth / Lieu de naissance', HOLDER.birthPlace.toUpperCase(), 1.25),
    entry(450, 542, 'Card No. / N° de carte', HOLDER.cardNumber, 1.25),
    entry(900, 542, 'Expiry / Expiration', printedDate(HOLDER.expiry), 1.25),
    portrait(1080, 610, 112, true),
    signature(470, 720, 1),
    specimenMark(760, 480, 150),
  ])
}

export function idCardBack(holder: Holder = HOLDER): Side {
  const lines = cardLines({
    ...holder,
    code: 'I',
    issuer: holder.country,
    nationality: holder.country,
    number: holder.cardNumber,
  })
  return card('#f1eef6', '#dde6f3', [
    rosette({ x: 960, y: 220, radius: 230, lobes: 14, depth: 0.22, turns: 8, color: '#9d8cc288' }),
    entry(64, 90, 'Address / Adresse', `${holder.street.toUpperCase()}, ${holder.city.toUpperCase()}`, 1.2),
    entry(64, 176, 'Authority / Autorité', 'REGISTRY OF PORT SEREIN', 1.2),
    entry(64, 262, 'Date of issue / Date de délivrance', printedDate(holder.issued), 1.2),
    entry(560, 262, 'Height / Taille', '171 CM', 1.2),
    chip(64, 350),
    emblem(1150, 390, 120, '#4b3f7c66'),
    '<rect y="520" width="1284" height="290" fill="#faf9fc"/>',
    machineLines(lines, 66, 604, 39.7, 78),
    specimenMark(680, 330, 130),
  ])
}

export function drivingLicenceFront(): Side {
  const numbered = (x: number, y: number, number: string, value: string) =>
    `<text x="${x}" y="${y}" font-size="23" fill="#8b4d6c" font-weight="700">${number}</text>
     <text x="${x + 50}" y="${y}" font-size="28" font-weight="600" fill="#181318">${value}</text>`
  return card('#fbeff2', '#f1dde6', [
    rosette({ x: 830, y: 460, radius: 340, lobes: 10, depth: 0.28, turns: 9, color: '#d58fae77' }),
    '<rect x="40" y="36" width="150" height="104" rx="12" fill="#7c2c52"/>',
    emblem(115, 88, 84, '#f6e2c0'),
    caption(220, 84, 'DRIVING LICENCE', 'UTOPIA · PERMIS DE CONDUIRE', '#7c2c52'),
    portrait(56, 190, 320),
    numbered(430, 220, '1.', HOLDER.surname.toUpperCase()),
    numbered(430, 278, '2.', HOLDER.givenNames.toUpperCase()),
    numbered(430, 336, '3.', `${printedDate(HOLDER.birth)}  ${HOLDER.birthPlace.toUpperCase()}`),
    numbered(430, 394, '4a.', printedDate(HOLDER.issued)),
    numbered(780, 394, '4c.', 'PORT SEREIN'),
    numbered(430, 452, '4b.', printedDate(HOLDER.expiry)),
    numbered(430, 510, '5.', HOLDER.licenceNumber),
    numbered(430, 568, '8.', `${HOLDER.street.toUpperCase()}, PORT SEREIN`),
    numbered(430, 720, '9.', 'AM / B1 / B'),
    signature(470, 640, 0.9),
    specimenMark(780, 500, 150),
  ])
}

export function drivingLicenceBack(): Side {
  const classes = ['AM', 'A1', 'A', 'B1', 'B', 'BE', 'C1'].map((name, row) => {
    const y = 96 + row * 76
    const held = ['AM', 'B1', 'B'].includes(name)
    const dates = held ? [printedDate(HOLDER.issued), printedDate(HOLDER.expiry)] : ['—', '—']
    return `<text x="80" y="${y}" font-size="30" font-weight="700" fill="#7c2c52">${name}</text>
      <text x="420" y="${y}" font-size="26" fill="#181318">${dates[0]}</text>
      <text x="760" y="${y}" font-size="26" fill="#181318">${dates[1]}</text>
      <path d="M56 ${y + 24}H1228" stroke="#7c2c5244" stroke-width="1.500"/>`
  })
  return card('#fbeff2', '#f1dde6', [
    ...classes,
    '<text x="80" y="700" font-size="20" fill="#6c5560">10. valid from · 11. valid until · 12. codes: none</text>',
    emblem(1150, 690, 130, '#7c2c5266'),
    specimenMark(660, 430, 150),
  ])
}

/** An ID-1 card, 85.6 by 54 mm. */
function card(from: string, to: string, parts: string[]): Side {
  return drawn(1284, 810, from, to, [waves(1284, 810, '#b9bfdc'), ...parts], 44)
}

function drawn(width: number, height: number, from: string, to: string, parts: string[], corner = 26): Side {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"
    font-family="Inter"><defs><linearGradient id="ground" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1"
    stop-color="${to}"/></linearGradient><clipPath id="edge"><rect width="${width}" height="${height}" rx="${corner}"/>
    </clipPath></defs><g clip-path="url(#edge)"><rect width="${width}" height="${height}" fill="url(#ground)"/>
    ${parts.join('')}</g></svg>`
  return { svg, width, height }
}

function caption(x: number, y: number, title: string, subtitle: string, color: string): string {
  return `<text x="${x}" y="${y}" font-size="44" font-weight="760" letter-spacing="7" fill="${color}">${title}</text>
    <text x="${x + 2}" y="${y + 36}" font-size="20" font-weight="500" letter-spacing="3" fill="${color}" opacity=".85">${subtitle}</text>`
}

function signature(x: number, y: number, scale: number): string {
  return `<path transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="#1b2a4a" stroke-width="3.200"
    stroke-linecap="round" d="M0 20 C20 -40 34 -38 26 10 C40 -30 52 -30 48 12 C62 -14 70 -10 72 8 C84 -2 92 4 98 6
    C110 -46 128 -64 122 -28 C116 4 112 22 128 14 C146 4 150 -12 160 2 C170 14 178 -10 190 0 C206 12 220 -6 262 -10
    M40 32 C110 20 190 20 250 14"/>`
}

function chip(x: number, y: number): string {
  return `<g transform="translate(${x} ${y})" fill="none" stroke="#8a6d2f" stroke-width="2"><rect width="150" height="116"
    rx="18" fill="#e3c779"/><path d="M50 0V116M100 0V116M0 40H50M0 76H50M100 40H150M100 76H150M50 58H100"/></g>`
}
