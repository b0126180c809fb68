import type { Database, Tx } from '@/lib/database/schema'
import type { Keyring } from '@/lib/files/keys'
import { contextOfFile, type Owner, openUnbound, type Place, type Sealer, UNBOUND } from '@/lib/files/sealer'
import { placeOfCode } from './codes'
import { placeOfAnswer } from './once-per-key'
import { OWNER_COLUMNS, placeOfEmail } from './sealed'

/**
 * Brings a database from before there were keys for people and files up to date: each person and each file gets a key,
 * and each sealed text is sealed anew for its place. Batch by batch, each in a transaction; a row that is done is passed
 * over, so it may end anywhere and begin again. Whatever does not open stays as it is, and is damaged.
 */

const BATCH = 200

type Binding = {
  db: Database
  keyring: Keyring
  sealer: Sealer
  /** The id of the master key of before. */
  before: string
}

export async function bindSealed(binding: Binding): Promise<void> {
  await giveKeys(binding)
  await bindSteps(binding)
  await bindDocuments(binding)
  await bindCodes(binding)
  await bindAnswers(binding)
  await bindEmails(binding)
}

/** Gives a key to each person and file that has none: to all of before, and to those whom an older instance has added since. */
export async function giveKeys(binding: Binding): Promise<void> {
  await giveKeysToPeople(binding)
  await giveKeysToFiles(binding)
}

/**
 * Runs `work` on all rows, batch by batch.
 * @param read reads a batch behind the last row of the one before, whose cursor is empty at first.
 */
async function inBatches<Row>(
  db: Database,
  read: (after: readonly string[]) => Promise<Row[]>,
  cursorOf: (row: Row) => readonly string[],
  work: (tx: Tx, row: Row) => Promise<void>,
): Promise<void> {
  let after: readonly string[] | null = []
  while (after) {
    const batch: Row[] = await read(after)
    const last = batch.at(-1)
    if (!last) return
    await db.transaction().execute(async (tx) => {
      for (const row of batch) await work(tx, row)
    })
    after = batch.length === BATCH ? cursorOf(last) : null
  }
}

/** A text sealed for its place; null for what is not from before, or does not open. */
function rebound({ keyring, before, sealer }: Binding, sealed: string | null, owner: Owner, place: Place) {
  if (!sealed?.startsWith(UNBOUND)) return null
  const text = openUnbound(keyring, before, sealed)
  return text === null ? null : sealer.seal(text, owner, place)
}

function giveKeysToPeople({ db, sealer }: Binding): Promise<void> {
  return inBatches(
    db,
    ([after = '']) =>
      db
        .selectFrom('profiles')
        .select(['id', 'brand', 'customer_id'])
        .where('data_key', 'is', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .execute(),
    ({ id }) => [id],
    async (tx, { id, brand, customer_id }) => {
      const fresh = sealer.newPersonKey({ profile_id: id, brand, customer_id })
      // Another instance may have been faster.
      const profile = tx.updateTable('profiles').set({ data_key: fresh }).where('id', '=', id)
      await profile.where('data_key', 'is', null).execute()
    },
  )
}

/** A file keeps the key that it is encrypted with, which followed from the master key: now it is wrapped. */
function giveKeysToFiles({ db, keyring, before }: Binding): Promise<void> {
  return inBatches(
    db,
    ([after = '']) =>
      db
        .selectFrom('files')
        .select(['id', 'brand', 'customer_id'])
        .where('data_key', 'is', null)
        .where('destroyed_at', 'is', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .execute(),
    ({ id }) => [id],
    async (tx, { id, brand, customer_id }) => {
      const key = keyring.derive(before, id, 'inapp-kyc file')
      const wrapped = keyring.wrap(key, contextOfFile({ id, brand, customer_id }))
      // Another instance may have been faster.
      const file = tx.updateTable('files').set({ data_key: wrapped }).where('id', '=', id)
      await file.where('data_key', 'is', null).execute()
    },
  )
}

function bindSteps(binding: Binding): Promise<void> {
  const { db } = binding
  const columns = ['answers', 'draft', 'message', 'question'] as const
  return inBatches(
    db,
    ([after = '']) =>
      db
        .selectFrom('steps')
        .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
        .select(['steps.id', 'steps.profile_id', ...OWNER_COLUMNS])
        .select(['steps.answers', 'steps.draft', 'steps.message', 'steps.question'])
        .where('steps.id', '>', after)
        .orderBy('steps.id')
        .limit(BATCH)
        .execute(),
    ({ id }) => [id],
    async (tx, row) => {
      for (const column of columns) {
        const sealed = rebound(binding, row[column], row, ['steps', column, row.id])
        const step = tx.updateTable('steps').where('id', '=', row.id).where(column, '=', row[column])
        if (sealed) await step.set({ [column]: sealed }).execute()
      }
    },
  )
}

function bindDocuments(binding: Binding): Promise<void> {
  const { db } = binding
  const columns = ['mrz', 'address_blocks', 'message', 'resolutions'] as const
  return inBatches(
    db,
    ([after = '']) =>
      db
        .selectFrom('documents')
        .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
        .select(['documents.id', 'documents.profile_id', ...OWNER_COLUMNS])
        .select(['documents.mrz', 'documents.address_blocks', 'documents.message', 'documents.resolutions'])
        .where('documents.id', '>', after)
        .orderBy('documents.id')
        .limit(BATCH)
        .execute(),
    ({ id }) => [id],
    async (tx, row) => {
      for (const column of columns) {
        const sealed = rebound(binding, row[column], row, ['documents', column, row.id])
        const document = tx.updateTable('documents').where('id', '=', row.id).where(column, '=', row[column])
        if (sealed) await document.set({ [column]: sealed }).execute()
      }
    },
  )
}

function bindCodes(binding: Binding): Promise<void> {
  const { db } = binding
  return inBatches(
    db,
    ([after = '', and = '']) =>
      db
        .selectFrom('codes')
        .innerJoin('steps', 'steps.id', 'codes.step_id')
        .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
        .select(['codes.step_id', 'codes.field', 'codes.code', 'steps.profile_id', ...OWNER_COLUMNS])
        .where(({ eb, refTuple, tuple }) => eb(refTuple('codes.step_id', 'codes.field'), '>', tuple(after, and)))
        .orderBy('codes.step_id')
        .orderBy('codes.field')
        .limit(BATCH)
        .execute(),
    ({ step_id, field }) => [step_id, field],
    async (tx, row) => {
      const code = rebound(binding, row.code, row, placeOfCode(row))
      const sent = tx.updateTable('codes').where('step_id', '=', row.step_id).where('field', '=', row.field)
      if (code) await sent.where('code', '=', row.code).set({ code }).execute()
    },
  )
}

/** Answers to requests with a key, whose customer is `<brand>/<customer id>`. */
function bindAnswers(binding: Binding): Promise<void> {
  const { db } = binding
  return inBatches(
    db,
    ([after = '', and = '']) =>
      db
        .selectFrom('idempotency')
        .select(['customer', 'key', 'answer'])
        .where(({ eb, refTuple, tuple }) => eb(refTuple('customer', 'key'), '>', tuple(after, and)))
        .orderBy('customer')
        .orderBy('key')
        .limit(BATCH)
        .execute(),
    ({ customer, key }) => [customer, key],
    async (tx, { customer, key, answer: before }) => {
      const owner = await findOwner(tx, ...customersIn(customer))
      const answer = owner && rebound(binding, before, owner, placeOfAnswer(customer, key))
      const request = tx.updateTable('idempotency').where('customer', '=', customer).where('key', '=', key)
      if (answer) await request.set({ answer }).execute()
    },
  )
}

/** Who may be meant: either part may have a slash. */
function customersIn(text: string): Person[] {
  return [...text.matchAll(/\//g)].map(({ index }) => ({
    brand: text.slice(0, index),
    customer_id: text.slice(index + 1),
  }))
}

type Person = { brand: string; customer_id: string }

async function findOwner(tx: Tx, ...people: Person[]): Promise<Owner | undefined> {
  for (const { brand, customer_id } of people) {
    const profile = tx.selectFrom('profiles').select(['id as profile_id', 'brand', 'customer_id', 'data_key'])
    const found = await profile.where('brand', '=', brand).where('customer_id', '=', customer_id).executeTakeFirst()
    if (found) return found
  }
  return undefined
}

/** Emails that wait or have been sent: the input of their job is `{ "sealed": … }`. */
function bindEmails(binding: Binding): Promise<void> {
  const { db } = binding
  return inBatches(
    db,
    ([after = '']) =>
      db
        .selectFrom('jobs')
        .select(['id', 'brand', 'customer_id', 'input'])
        .where('kind', '=', 'mail')
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .execute(),
    ({ id }) => [id],
    async (tx, { id, brand, customer_id, input }) => {
      const { sealed: before } = JSON.parse(input) as { sealed: string }
      const owner = await findOwner(tx, { brand, customer_id })
      const sealed = owner && rebound(binding, before, owner, placeOfEmail(id))
      if (sealed)
        await tx
          .updateTable('jobs')
          .set({ input: JSON.stringify({ sealed }) })
          .where('id', '=', id)
          .execute()
    },
  )
}
