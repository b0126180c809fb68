import { createHash, randomUUID } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import type { Manager } from '@/lib/kyc'
import type { ListEntry, Topic } from '@/lib/kyc/verification/screening/port'
import { newCustomer, PERSONAL } from './manager'

/** Fictional people on fictional lists, and customers who are called like them. */

/** An entry of a list. */
export function listed(list: string, entry_id: string, name: string, more: Partial<ListEntry> = {}): ListEntry {
  const entry = {
    ...{ list, entry_id, schema: 'person' as const, names: [{ text: name, kind: 'primary' as const }] },
    ...{ birth_dates: [], genders: [], countries: {}, identifiers: [], programmes: ['TEST'] },
    ...{ topics: ['sanctions'] as Topic[], remarks: '', ...more },
  }
  return { ...entry, digest: digestOf(entry) }
}

const digestOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)

/** Puts these entries in force, as a list of this name. */
export async function takeEntries(
  manager: Manager,
  name: string,
  entries: readonly ListEntry[],
  at = new Date(),
  published_at?: string,
) {
  const known = (await manager.lists.all()).some((list) => list.name === name)
  if (!known) await manager.lists.add({ name, sources: [], topic: null })
  const digest = digestOf(entries)
  const version = {
    list: name,
    version: digest.slice(0, 8),
    taken_at: at.toISOString(),
    entries: entries.length,
    digest,
    ...(published_at !== undefined && { published_at }),
  }
  return manager.lists.take(name, { version, entries })
}

/** A customer of the basic level who has sent in who they are. */
export async function submitPerson(manager: Manager, answers: Answers = {}, customer: Identity = newCustomer()) {
  const kyc = await manager.customers.open(customer, 'basic')
  const step = kyc.steps.find(({ code }) => code === 'personal')?.id ?? ''
  const submit = (more: Answers = {}) =>
    manager.customers.submitStep(customer, step, { ...PERSONAL, ...answers, ...more }, randomUUID())
  await submit()
  return { customer, step, submit }
}
