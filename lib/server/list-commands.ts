import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import { KNOWN_TOPICS, lastingSource, type Manager, sourcesOf, topicOf } from '@/lib/kyc'
import { managerOfExistingData } from '@/lib/server'
import { defaultBrand } from './deployment'
import { ageLine, refusalLines, versionLines } from './list-words'

type Print = (line: string) => void

const commandSchema = z.object({
  verb: z.enum(['add', 'check', 'update', 'remove', 'status']),
  /** It stands in metrics and answers. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'lower-case letters, digits, ., _ and -, at most 64')
    .optional(),
  sources: z.array(z.string().min(1)),
  topic: z
    .string()
    .transform((word, context) => {
      const topic = topicOf(word)
      if (topic === null)
        context.addIssue({ code: 'custom', message: `${word} is not known; known are ${KNOWN_TOPICS}` })
      return topic ?? z.NEVER
    })
    .optional(),
  /** The digest of a version that may have lost many entries. */
  accept: z.string().optional(),
  /** Who runs it, for the audit. */
  by: z.string(),
})
type Command = z.infer<typeof commandSchema>
type Given = Command & { name: string }
type Topic = Exclude<Command['topic'], undefined> | null

/** `npm run lists`. @returns whether all of it could be done. */
export async function runListCommand(given: unknown, print: Print): Promise<boolean> {
  if (env().KYC_BACKEND_URL) {
    print('KYC_BACKEND_URL is set: people are screened by the backend there. Run this command where that backend runs.')
    return false
  }
  const parsed = commandSchema.safeParse(given)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) print(`${path.join('.')}: ${message}`)
    return false
  }
  const manager = await managerOfExistingData()
  try {
    return await COMMANDS[parsed.data.verb](manager, { ...parsed.data, name: parsed.data.name ?? '' }, print)
  } finally {
    await manager.close()
  }
}

const COMMANDS: Record<Command['verb'], (manager: Manager, given: Given, print: Print) => Promise<boolean>> = {
  add: addList,
  check: checkList,
  update: updateLists,
  remove: removeList,
  status: printStatus,
}

async function addList(manager: Manager, { name, sources, ...given }: Given, print: Print): Promise<boolean> {
  const topic = given.topic ?? (await keptTopic(manager, name))
  const fetched = await readOrPrint(manager, { name, sources, topic }, print)
  if (!fetched) return false
  // The server reads files again, from its own folder.
  const list = { name, topic, sources: sources.map(lastingSource) }
  const added = await manager.lists.addWith(list, fetched, given)
  if (typeof added === 'object') return printRefusal(name, 'refused', added, print)
  print(`${name}: in force`)
  await printInForce(manager, print, name)
  return true
}

type Refusal = Extract<Awaited<ReturnType<Manager['lists']['update']>>, object>

/** @returns that it could not be done. */
function printRefusal(name: string, what: string, refusal: Refusal, print: Print): false {
  for (const line of refusalLines(what, refusal)) print(`${name}: ${line}`)
  return false
}

/** What a list that is there is about: it stays so where nothing else is said. */
async function keptTopic(manager: Manager, name: string): Promise<Topic> {
  return (await manager.lists.all()).find((list) => list.name === name)?.topic ?? null
}

async function checkList(manager: Manager, { name, sources, ...given }: Given, print: Print): Promise<boolean> {
  const topic = given.topic ?? (await keptTopic(manager, name))
  const fetched = await readOrPrint(manager, { name, sources, topic }, print)
  if (!fetched) return false
  const refusal = await manager.lists.check(name, fetched.taken)
  for (const line of versionLines(fetched.taken.version, fetched.taken.report ?? null)) print(`${name}: ${line}`)
  return refusal === null || printRefusal(name, 'would be refused', refusal, print)
}

type Fetched = Exclude<Awaited<ReturnType<Manager['lists']['read']>>, { unchanged: true }>

async function readOrPrint(
  manager: Manager,
  list: { name: string; sources: readonly string[]; topic: Topic },
  print: Print,
): Promise<Fetched | null> {
  try {
    const fetched = await manager.lists.read({ ...list, etag: null })
    if ('taken' in fetched) return fetched
    print(`${list.name}: its source says that nothing has changed, though nothing was there before`)
  } catch (error) {
    print(`${list.name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return null
}

async function updateLists(manager: Manager, { name, ...given }: Given, print: Print): Promise<boolean> {
  const all = await manager.lists.all()
  const asked = name === '' ? all.filter(({ sources }) => sources !== '[]') : all.filter((list) => list.name === name)
  if (asked.length === 0) print(name === '' ? 'No list has a source to ask.' : `There is no list ${name}.`)
  let done = asked.length > 0 || name === ''
  for (const list of asked) {
    const updated = await manager.lists.update(list, given)
    if (typeof updated === 'object') {
      done = printRefusal(list.name, 'refused', updated, print)
      continue
    }
    print(`${list.name}: ${updated}`)
    await printInForce(manager, print, list.name)
  }
  return done
}

async function removeList(manager: Manager, { name, by }: Given, print: Print): Promise<boolean> {
  const removed = await manager.lists.remove(name, { by })
  if ('refused' in removed) return printRefusal(name, 'not removed', removed, print)
  print(`${name}: removed; nobody is screened against it any more. Its versions and the audit are kept.`)
  if (removed.open_hits > 0) {
    print(`${name}: open hits on it, which stay with reviewers: ${removed.open_hits}`)
    print(`${name}: until they are settled nothing of these customers is approved.`)
  }
  return true
}

async function printStatus(manager: Manager, _: Given, print: Print): Promise<boolean> {
  const lists = await printInForce(manager, print)
  if (lists.length === 0) print('No list is set up, so nobody is screened.')
  return lists.every((list) => !list.too_old && list.refused_at === null)
}

type InForce = Awaited<ReturnType<Manager['lists']['inForce']>>

/** Says of each list in force, or of one, how old it is and what is in it. @returns these. */
async function printInForce(manager: Manager, print: Print, only?: string): Promise<InForce> {
  const sources = new Map((await manager.lists.all()).map((list) => [list.name, sourcesOf(list)]))
  const lists = (await manager.lists.inForce(defaultBrand())).filter(({ list }) => only === undefined || list === only)
  for (const list of lists) {
    const { list: name, refused_at, refusal } = list
    print(`${name}: ${ageLine(list, sources.get(name) ?? [])}`)
    for (const line of versionLines(list, await manager.lists.report(name))) print(`${name}: ${line}`)
    if (refused_at !== null) print(`${name}: a newer version was refused at ${refused_at}: ${refusal}`)
  }
  return lists
}
