import { readFileSync } from 'node:fs'

const font = readFileSync('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'base64')
const zoneFont = readFileSync('lib/inspection/mrz/accuracy/ocr-b.otf', 'base64')

/** What all sheets have in common: the font travels with the page, so that every machine draws alike. */
export function sheet(body: string, style = ''): string {
  return `<!doctype html><meta charset="utf-8"><style>
    @font-face { font-family: Inter; font-weight: 100 900; src: url(data:font/woff2;base64,${font}) }
    @font-face { font-family: OCRB; font-weight: 100 900; src: url(data:font/otf;base64,${zoneFont}) }
    * { box-sizing: border-box; margin: 0 }
    body { font-family: Inter, sans-serif; -webkit-font-smoothing: antialiased }
    ${style}
  </style>${body}`
}

type Curve = { x: number; y: number; radius: number; lobes: number; depth: number; turns: number; color: string }

/** Security printing: one line that circles `turns` times, shifted a little each time. */
export function rosette({ x, y, radius, lobes, depth, turns, color }: Curve): string {
  const paths = Array.from({ length: turns }, (_, turn) => {
    const shift = (turn / turns) * ((2 * Math.PI) / lobes)
    const points = Array.from({ length: 361 }, (_, step) => {
      const angle = (step / 360) * 2 * Math.PI
      const reach = radius * (1 - depth + depth * Math.sin(lobes * (angle + shift)))
      return `${(x + reach * Math.cos(angle)).toFixed(1)} ${(y + reach * Math.sin(angle)).toFixed(1)}`
    })
    return `M${points.join('L')}Z`
  })
  return `<path d="${paths.join('')}" fill="none" stroke="${color}" stroke-width="0.8"/>`
}

/** Fine waves from edge to edge, as on the ground of identity documents. */
export function waves(width: number, height: number, color: string, gap = 9): string {
  const lines = Array.from({ length: Math.ceil(height / gap) + 8 }, (_, row) => {
    const points = Array.from({ length: Math.ceil(width / 12) + 2 }, (_, column) => {
      const x = column * 12
      const y = row * gap - 30 + 14 * Math.sin(x / 95 + row / 7) + 6 * Math.sin(x / 31 - row / 5)
      return `${x} ${y.toFixed(1)}`
    })
    return `M${points.join('L')}`
  })
  return `<path d="${lines.join('')}" fill="none" stroke="${color}" stroke-width="0.9"/>`
}

/** The word that tells everybody, on every sheet. */
export function specimenMark(x: number, y: number, size: number, angle = -18): string {
  return `<text x="${x}" y="${y}" transform="rotate(${angle} ${x} ${y})" text-anchor="middle" font-family="Inter"
    font-size="${size}" font-weight="800" letter-spacing="${size * 0.12}" fill="#c8102e" fill-opacity="0.26"
    stroke="#c8102e" stroke-opacity="0.4" stroke-width="1.5">SPECIMEN</text>`
}

/** Machine readable lines: each character on its place of a grid, whichever fonts the machine has. */
export function machineLines(lines: readonly string[], x: number, y: number, pitch: number, leading: number): string {
  return lines
    .map((line, row) => {
      const places = [...line].map((_, column) => (x + column * pitch).toFixed(1)).join(' ')
      return `<text x="${places}" y="${y + row * leading}" text-anchor="middle" font-size="${pitch * 1.5}"
        font-family="OCRB, 'OCR-B', 'OCR B', 'Liberation Mono', 'DejaVu Sans Mono', monospace" font-weight="600"
        fill="#16181d">${line.replaceAll('<', '&lt;')}</text>`
    })
    .join('')
}

/** A field of a document: its small caption and its value. */
export function entry(x: number, y: number, caption: string, value: string, scale = 1): string {
  return `<text x="${x}" y="${y}" font-size="${13 * scale}" fill="#4d5b73" letter-spacing="0.3">${caption}</text>
    <text x="${x}" y="${y + 27 * scale}" font-size="${23 * scale}" font-weight="620" fill="#12161f">${value}</text>`
}

/** Utopia's emblem: a lighthouse above waves, in a ring. */
export function emblem(x: number, y: number, size: number, color: string): string {
  return `<g transform="translate(${x} ${y}) scale(${size / 100})" fill="none" stroke="${color}" stroke-width="3.4"
    stroke-linecap="round" stroke-linejoin="round"><circle r="46"/><circle r="40" stroke-width="1.2"/>
    <path d="M-7 18 L-4 -14 H4 L7 18 Z M-6 -14 H6 M-4 -14 V-22 H4 V-14 M-5 -22 L0 -29 L5 -22 Z"/>
    <path d="M-12 -19 L-28 -24 M12 -19 L28 -24 M-12 -16 L-28 -14 M12 -16 L28 -14" stroke-width="2.2"/>
    <path d="M-30 20 q7.500 -6 15 0 t15 0 t15 0 t15 0 M-22 28 q5.500 -5 11 0 t11 0 t11 0 t11 0" stroke-width="2.4"/></g>`
}

/** A drawn portrait: nobody's. */
export function portrait(x: number, y: number, width: number, gray = false): string {
  const id = `face${Math.round(x)}${Math.round(y)}`
  const look = gray ? ' filter="grayscale(1)" style="filter:grayscale(1) contrast(.85)" opacity=".55"' : ''
  return `<svg x="${x}" y="${y}" width="${width}" height="${width * 1.28}" viewBox="0 0 200 256"${look}><defs>
    <linearGradient id="${id}b" x2="0" y2="1"><stop stop-color="#e9edf1"/><stop offset="1" stop-color="#cfd8e0"/></linearGradient>
    <radialGradient id="${id}s" cx=".42" cy=".38" r=".75"><stop stop-color="#f3cdb0"/><stop offset=".7" stop-color="#dfa884"/><stop offset="1" stop-color="#b97f5e"/></radialGradient>
    <linearGradient id="${id}h" x2=".3" y2="1"><stop stop-color="#5b3a29"/><stop offset="1" stop-color="#2c1a12"/></linearGradient>
    <linearGradient id="${id}c" x2="0" y2="1"><stop stop-color="#2f4a6d"/><stop offset="1" stop-color="#1c2d45"/></linearGradient></defs>
    <rect width="200" height="256" fill="url(#${id}b)"/>
    <path d="M46 118 C36 40 74 22 102 22 C142 22 166 54 156 128 C154 168 164 190 158 204 H44 C36 184 50 158 46 118Z" fill="url(#${id}h)"/>
    <path d="M80 158 h42 v40 q-21 20 -42 0z" fill="#c98f6d"/>
    <path d="M12 256 C14 214 44 204 78 194 Q101 218 124 194 C158 204 186 214 190 256Z" fill="url(#${id}c)"/>
    <path d="M78 194 Q101 218 124 194 L128 202 Q101 232 73 202Z" fill="#e7edf3"/>
    <path d="M62 104 C62 62 82 52 101 52 C122 52 141 64 140 106 C139 142 120 172 101 172 C82 172 63 142 62 104Z" fill="url(#${id}s)"/>
    <path d="M58 112 C56 66 80 44 112 48 C136 52 147 74 144 112 C140 86 128 72 110 70 C88 84 66 80 58 112Z" fill="url(#${id}h)"/>
    <path d="M72 98 q11 -7 21 -2 M110 96 q11 -5 21 2" stroke="#3b2419" stroke-width="3" fill="none" stroke-linecap="round"/>
    <path d="M74 110 q9 -8 19 0 q-9 6 -19 0z M110 110 q9 -8 19 0 q-9 6 -19 0z" fill="#fbfbfb"/>
    <circle cx="84" cy="109" r="4.400" fill="#36506b"/><circle cx="119" cy="109" r="4.400" fill="#36506b"/>
    <circle cx="84" cy="109" r="2" fill="#10151c"/><circle cx="119" cy="109" r="2" fill="#10151c"/>
    <path d="M74 110 q9 -8 19 0 M110 110 q9 -8 19 0" stroke="#3b2419" stroke-width="1.800" fill="none"/>
    <path d="M101 108 q-5 18 -7 23 q7 6 15 0" stroke="#b07955" stroke-width="2" fill="none" stroke-linecap="round"/>
    <path d="M86 148 q15 -5 30 0 q-15 12 -30 0z" fill="#b5605a"/><path d="M86 148 q15 3 30 0" stroke="#8c433f" stroke-width="1.400" fill="none"/>
  </svg>`
}
