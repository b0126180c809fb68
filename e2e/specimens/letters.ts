import { daysFromToday, HOLDER, type Holder, printedDate } from './holder'
import { emblem, sheet, specimenMark } from './paper'

const LETTER = `
  @page { size: A4; margin: 0 }
  body { width: 210mm; height: 296mm; padding: 18mm 20mm; color: #1a2230; font-size: 10.5pt; line-height: 1.5; position: relative; background: #fff }
  header { display: flex; justify-content: space-between; align-items: center; margin-bottom: 14mm }
  header .name { display: flex; gap: 4mm; align-items: center; font-size: 17pt; font-weight: 740; letter-spacing: -.2pt }
  header .from { text-align: right; font-size: 8.5pt; color: #5a6578 }
  address { font-style: normal; margin-bottom: 12mm; font-size: 11pt }
  h1 { font-size: 19pt; letter-spacing: -.3pt; margin-bottom: 2mm }
  dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; margin: 8mm 0; padding: 5mm; border-radius: 3mm; background: #f2f6f9 }
  dt { font-size: 8pt; color: #5a6578; text-transform: uppercase; letter-spacing: .5pt } dd { margin: 0; font-weight: 620; font-size: 11pt }
  table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums } th { text-align: left; font-size: 8.5pt; color: #5a6578 }
  td, th { padding: 2.4mm 0; border-bottom: .3mm solid #e1e7ee } td:last-child, th:last-child { text-align: right } tfoot td { font-weight: 700; border: 0; font-size: 12pt }
  .mark { position: absolute; inset: 0 } footer { position: absolute; bottom: 14mm; left: 20mm; right: 20mm; font-size: 8pt; color: #5a6578; border-top: .3mm solid #e1e7ee; padding-top: 3mm }`

function addressOf({ givenNames, surname, street, city, homeland }: Holder): string {
  return `<address>${givenNames} ${surname}<br>${street}<br>${city}<br>${homeland}</address>`
}
const MARK = `<svg class="mark" viewBox="0 0 794 1120" width="100%" height="100%">${specimenMark(400, 640, 108, -32)}</svg>`

/** An electricity bill of last month. */
export function utilityBill(holder: Holder = HOLDER): string {
  const issued = daysFromToday(-24)
  return letter(
    'Northlight Energy',
    '#0b7a75',
    'Northlight Energy Cooperative<br>3 Breakwater Street, UT-2080 Port Serein',
    [
      addressOf(holder),
      `<h1>Your electricity bill</h1><p>For the supply at ${holder.street}, ${holder.city}</p>`,
      facts({ 'Bill date': printedDate(issued), 'Account number': '7710 4482 09', Meter: 'NL-58213-A' }),
      rows(
        ['What you used', 'Days', 'Amount'],
        [
          ['Day rate, 182 kWh at 0.214', '30', '38.95'],
          ['Night rate, 96 kWh at 0.131', '30', '12.58'],
          ['Standing charge', '30', '9.60'],
          ['Lighthouse levy', '', '1.20'],
        ],
        ['To pay by ', '', '62.33 UTD'],
        printedDate(daysFromToday(4)),
      ),
      '<p style="margin-top:8mm">Thank you for keeping the light on. Questions: help@northlight.example</p>',
    ],
  )
}

/** A bank statement of last month. */
export function bankStatement(): string {
  const day = (ago: number) => printedDate(daysFromToday(-ago))
  return letter('Serein Savings Bank', '#3b3f8f', 'Serein Savings Bank<br>1 Harbour Square, UT-2080 Port Serein', [
    addressOf(HOLDER),
    '<h1>Statement of account</h1><p>Current account in Utopian dollars</p>',
    facts({ 'Statement date': day(12), IBAN: 'UT00 SERE 0000 5521 87', Balance: '8,412.60 UTD' }),
    rows(
      ['Date', 'What', 'Amount'],
      [
        [day(41), 'Salary, Tidewater Instruments', '+ 3,180.00'],
        [day(39), 'Rent, Lantern Quay Homes', '− 1,050.00'],
        [day(33), 'Northlight Energy', '− 58.12'],
        [day(28), 'Harbour Market', '− 84.30'],
        [day(21), 'Dividend, Breakwater Fund', '+ 240.00'],
        [day(14), 'Ferry season ticket', '− 96.00'],
      ],
      ['Balance on ', '', '8,412.60 UTD'],
      day(12),
    ),
  ])
}

function letter(name: string, color: string, from: string, parts: string[]): string {
  return sheet(
    `<header><div class="name" style="color:${color}"><svg width="48" height="48" viewBox="-50 -50 100 100">${emblem(0, 0, 100, color)}</svg>${name}</div>
     <div class="from">${from}</div></header>${parts.join('')}
     <footer>SPECIMEN. ${name} and Utopia do not exist; this sheet was drawn for tests and has no value.</footer>${MARK}`,
    LETTER,
  )
}

function facts(facts: Record<string, string>): string {
  return `<dl>${Object.entries(facts)
    .map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)
    .join('')}</dl>`
}

function rows(head: string[], body: string[][], foot: string[], date: string): string {
  const row = (cells: string[], cell: string) =>
    `<tr>${cells.map((text) => `<${cell}>${text}</${cell}>`).join('')}</tr>`
  const [label, ...rest] = foot
  return `<table><thead>${row(head, 'th')}</thead><tbody>${body.map((cells) => row(cells, 'td')).join('')}</tbody>
    <tfoot>${row([`${label}${date}`, ...rest], 'td')}</tfoot></table>`
}
