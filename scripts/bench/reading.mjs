import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { loadApp } from '../load-app.mjs'
import { Refusal, root } from '../runtime.mjs'
import { BRAND, openManager } from './deployment/open-manager.mjs'

const SAMPLE_MS = 50

/** What a backlog of documents costs that the queue reads one after the other: processor, clock and memory, each child included. */
export async function measure(args, print) {
  const { values } = parseArgs({ args, options: { documents: { type: 'string', default: '200' } } })
  const count = Number(values.documents)
  if (!(Number.isInteger(count) && count > 0)) throw new Refusal('--documents 200 is a whole number above 0')
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-bench-'))
  try {
    await measureBacklog({ folder, count }, print)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureBacklog({ folder, count }, print) {
  const { memoryMb, processorMs } = await loadApp('lib/testing/processes.ts')
  const own = () => process.memoryUsage.rss() / 2 ** 20
  const ends = []
  const { manager, db, bugs } = await openManager(folder, (_, happened) => {
    for (const { event } of happened) if (event === 'document.read') ends.push(processorMs())
  })
  const draw = await drawer()
  for (let at = 0; at < count; at += 1) await send(manager, await draw(at))
  const most = { readers: 0, server: 0 }
  const sampling = setInterval(() => {
    most.readers = Math.max(most.readers, memoryMb())
    most.server = Math.max(most.server, own())
  }, SAMPLE_MS)
  const [before, used] = [performance.now(), processorMs()]
  await manager.jobs.runDue(['documents'])
  clearInterval(sampling)
  const seconds = (performance.now() - before) / 1_000
  if (bugs.length > 0) throw bugs[0]
  const states = await db.selectFrom('documents').select('mrz_state').execute()
  const outcomes = [...Map.groupBy(states, ({ mrz_state }) => mrz_state)].map(([state, of]) => `${of.length} ${state}`)
  await manager.close()
  print(`  ${count} drawn documents, one after the other: ${outcomes.join(', ')}`)
  print(`  by the clock ${seconds.toFixed(0)} s, ${(seconds / count).toFixed(2)} s a document`)
  if (used === null) return
  const costs = ends.map((end, at) => (end - (ends[at - 1] ?? used)) / 1_000).sort((a, b) => a - b)
  const all = costs.reduce((sum, cost) => sum + cost, 0)
  print(
    `  processor ${all.toFixed(0)} s, ${(all / count).toFixed(2)} s a document: ` +
      `median ${(costs[Math.floor(costs.length / 2)] ?? 0).toFixed(2)} s, worst ${(costs.at(-1) ?? 0).toFixed(2)} s`,
  )
  print(`  memory at most: the readers ${most.readers.toFixed(0)} MB, the server ${most.server.toFixed(0)} MB`)
}

/** Sends a passport as a customer of its own does. */
async function send(manager, picture) {
  const customer = { customer_id: randomUUID(), brand: BRAND, email: 'a@example.com', trading_login: '1' }
  const { steps } = await manager.customers.open(customer, 'standard')
  const step_id = steps.find(({ code }) => code === 'identity').id
  const owner = { brand: BRAND, customer_id: customer.customer_id, uploaded_by: 'customer' }
  const incoming = { name: 'passport.jpg', bytes: new Blob([picture]).stream(), acceptQuality: true }
  const { file_id } = await manager.files.store(incoming, owner)
  const document = { step_id, field: 'identity_document', file_id, document_type: 'passport', side: 'front' }
  await manager.customers.attachDocument(customer, { ...document, country: 'FRA' }, randomUUID())
}

/** The page is as wide as this, in pixels; its zone is not quite. */
const PAGE = { width: 1_500, height: 1_050 }
const ROW = { width: 1_320, top: 840, apart: 80 }

/** Returns what draws a passport of an invented person, a little inclined and out of focus. It needs no browser. */
async function drawer() {
  const accuracy = 'lib/inspection/mrz/accuracy'
  const [{ PRINTED }, { invented }, { chanceFrom }] = await Promise.all(
    [`${accuracy}/zones.ts`, `${accuracy}/holder.ts`, 'lib/capture/scenes/chance.ts'].map(loadApp),
  )
  const fontfile = join(root, accuracy, 'ocr-b.otf')
  const printed = (text, width) => {
    const markup = `<span foreground="#1c1c1c">${text.replaceAll('<', '&lt;')}</span>`
    const drawn = sharp({ text: { text: markup, font: 'OCR B 60', fontfile, rgba: true, dpi: 72 } })
    return drawn.resize({ width }).png().toBuffer()
  }
  return async (seed) => {
    const chance = chanceFrom(seed)
    const lines = PRINTED.TD3(printOf(invented(seed)))
    const entries = [lines[0].slice(5, 30), lines[1].slice(0, 9), lines[1].slice(13, 19)]
    const layers = await Promise.all([
      ...entries.map(async (text, at) => ({
        input: await printed(text.replaceAll('<', ' ').trim(), 30 * text.length),
        left: 560,
        top: 160 + 140 * at,
      })),
      ...lines.map(async (line, at) => ({
        input: await printed(line, ROW.width),
        ...{ left: (PAGE.width - ROW.width) / 2, top: ROW.top + ROW.apart * at },
      })),
    ])
    const page = await sharp({ create: { ...PAGE, channels: 3, background: '#eef1ea' } })
      .composite(layers)
      .png()
      .toBuffer()
    return sharp(page)
      .rotate(chance.between(-5, 5), { background: '#6b5a48' })
      .resize({ width: Math.round(chance.between(1_000, 1_800)) })
      .blur(chance.between(0.4, 1))
      .jpeg({ quality: Math.round(chance.between(60, 90)) })
      .toBuffer()
  }
}

function printOf({ surname, givenNames, passportNumber, birth, expiry, sex }) {
  const latin = (name) =>
    name
      .normalize('NFD')
      .replace(/[^A-Za-z -]/g, '')
      .replaceAll('-', ' ')
      .toUpperCase()
  const short = (iso) => iso.slice(2).replaceAll('-', '')
  return {
    ...{ issuer: 'UTO', nationality: 'UTO', surname: latin(surname), givenNames: latin(givenNames) },
    ...{ number: passportNumber, birth: short(birth), expiry: short(expiry), sex, optional: '' },
  }
}
