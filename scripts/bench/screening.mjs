import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { loadApp } from '../load-app.mjs'
import { Refusal } from '../runtime.mjs'
import { BRAND, openManager } from './deployment/open-manager.mjs'

const ROWS = 1000
const LIST = 'generated'
/** The last customer, whom a changed entry names. */
const SOUGHT = { full: 'Orvald Testmann', birth_date: '1970-01-01' }

/** Searches a second, and what a day's change of a list costs against all customers, in a database of its own. */
export async function measure(args, print) {
  const { names, customers, changes } = argumentsOf(args)
  const { measureSpeed } = await loadApp('lib/kyc/verification/screening/accuracy/measure-screening.ts')
  measureSpeed(names, 0.7, print)
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-bench-'))
  try {
    await measureDelta({ folder, names, customers, changes }, print)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function argumentsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      names: { type: 'string', default: '60000' },
      customers: { type: 'string', default: '100000' },
      changes: { type: 'string', default: '100' },
    },
  })
  const numbers = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]))
  if (!Object.values(numbers).every((number) => Number.isInteger(number) && number > 0))
    throw new Refusal('--names 60000, --customers 100000 and --changes 100 are whole numbers above 0')
  return numbers
}

async function measureDelta({ folder, names, customers, changes }, print) {
  const { chanceOf, inventedPerson } = await loadApp('lib/kyc/verification/screening/accuracy/invented-people.ts')
  const chance = chanceOf(names)
  const parts = await openManager(folder)
  const { manager, db, bugs } = parts
  const listed = Array.from({ length: names }, (_, at) => entryFor(inventedPerson('train', chance), String(at)))
  const { entryOf } = await loadApp('lib/kyc/verification/screening/lists/entry-draft.ts')
  const taken = (version, drafts) => {
    const entries = drafts.map((draft) => entryOf(LIST, draft, 'sanctions'))
    const at = new Date().toISOString()
    return { version: { list: LIST, version, taken_at: at, entries: entries.length, digest: version }, entries }
  }
  await manager.lists.add({ name: LIST, sources: [], topic: null })
  await manager.lists.take(LIST, taken('1', listed))
  await timed(`${customers} customers written`, print, () => fillCustomers(parts, customers, chance, inventedPerson))
  print(`  database ${Math.round(statSync(join(folder, 'kyc.db')).size / 1e6)} MB`)
  // People of the other half, whose names no customer has, but for one.
  const changed = listed.map((draft, at) => {
    if (at >= changes) return draft
    const person = inventedPerson('test', chance)
    return entryFor(at === 0 ? { ...person, ...SOUGHT } : person, draft.id)
  })
  const newer = taken('2', changed)
  await timed('a new version taken', print, () => manager.lists.take(LIST, newer))
  await timed(`${changes} changed entries against ${customers} customers`, print, () => manager.screenDue())
  const { delta_screened, delta_hits, delta_done_at } = await db
    .selectFrom('screening_indexes')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  print(`  ${delta_screened} screened, ${delta_hits} hits, ${delta_done_at === null ? 'NOT DONE' : 'done'}`)
  if (delta_screened < customers || delta_hits === 0) throw new Error('Not everybody was looked for')
  if (bugs.length > 0) throw bugs[0]
  await manager.close()
}

function entryFor(person, id) {
  const names = [{ text: person.full, kind: 'primary' }]
  return { id, schema: 'person', names, birthDates: [person.birth_date], nationality: [person.culture.country] }
}

/** Customers as they are after their first screening: rows as that of one who has opened the screens. */
async function fillCustomers({ manager, db, sealer, folder }, customers, chance, inventedPerson) {
  const { partsOf, sealSubjects } = await loadApp('lib/kyc/screening/subject-records.ts')
  const first = { customer_id: randomUUID(), brand: BRAND, email: 'a@example.com', trading_login: '1' }
  await manager.customers.open(first, 'basic')
  const { id: model, ...rest } = await db.selectFrom('profiles').selectAll().executeTakeFirstOrThrow()
  const index = await db.selectFrom('screening_indexes').select('id').executeTakeFirstOrThrow()
  const own = { id: ':id', customer_id: ':customer_id', data_key: ':data_key', screening_state: "'done'" }
  const columns = ['id', ...Object.keys(rest)]
  const parts = JSON.stringify(
    partsOf([subjectOf(inventedPerson('train', chance))], { brand: BRAND, profile_id: model }, sealer),
  )
  // Without the builder of statements, which takes longer than all else.
  const file = new DatabaseSync(join(folder, 'kyc.db'))
  const profiles = file.prepare(
    `insert into profiles (${columns}) select ${columns.map((name) => own[name] ?? name)} from profiles where id = '${model}'`,
  )
  const subjects = file.prepare(
    'insert into screening_subjects (profile_id, brand, subjects, parts, index_id, screened_at) values (?, ?, ?, ?, ?, ?)',
  )
  const now = new Date().toISOString()
  for (let done = 0; done < customers; done += ROWS) {
    file.exec('begin')
    for (let at = done; at < Math.min(done + ROWS, customers); at += 1) {
      const whose = { profile_id: idOf(at), brand: BRAND, customer_id: randomUUID() }
      const owner = { ...whose, data_key: sealer.newPersonKey(whose) }
      const person = inventedPerson('train', chance)
      const known = [subjectOf(at === customers - 1 ? { ...person, ...SOUGHT } : person)]
      profiles.run({ id: owner.profile_id, customer_id: owner.customer_id, data_key: owner.data_key })
      subjects.run(owner.profile_id, BRAND, sealSubjects(known, owner, sealer), parts, index.id, now)
    }
    file.exec('commit')
  }
  file.close()
}

/** In their order, as ids of a database are. */
const idOf = (at) => `${at.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`

function subjectOf({ full, birth_date, culture }) {
  const countries = { nationality: [culture.country] }
  return { schema: 'person', names: [{ full }], birth_date, countries, genders: [], identifiers: [] }
}

/** Prints how long it takes by the clock and of all processors, for how long the thread was held, and the memory. */
async function timed(what, print, run) {
  let [longest, before] = [0, performance.now()]
  let memory = 0
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
    memory = Math.max(memory, process.memoryUsage.rss())
  }, 5)
  const [began, used] = [performance.now(), process.cpuUsage()]
  await run()
  const { user, system } = process.cpuUsage(used)
  const seconds = (performance.now() - began) / 1000
  clearInterval(ticks)
  longest = Math.max(longest, performance.now() - before)
  print(
    `  ${what}: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processors, longest hold of the thread ${Math.round(longest)} ms, memory ${Math.round(memory / 1e6)} MB`,
  )
}
