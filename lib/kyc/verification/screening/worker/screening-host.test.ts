import { afterEach, describe, expect, it } from 'vitest'
import { chanceOf, inventedPerson } from '../accuracy/invented-people'
import { compileLists } from '../index/compiled'
import { openScreener } from '../index/open-screener'
import { entryOf } from '../lists/entry-draft'
import type { ListEntry, ScreeningHost, Subject } from '../port'
import { openScreeningHost } from './screening-host'

const compiled = (version: string, ...names: string[]) => {
  const entries = names.map(
    (text, at) =>
      entryOf(
        'own',
        { id: String(at), schema: 'person', names: [{ text, kind: 'primary' }] },
        'sanctions',
      ) as ListEntry,
  )
  return compileLists([
    {
      version: { list: 'own', version, taken_at: '2026-01-01T00:00:00Z', entries: entries.length, digest: version },
      entries,
    },
  ])
}
const person = (full: string): Subject => ({ schema: 'person', names: [{ full }] })
const OPTIONS = { threshold: 0.7, limit: 5, deadline_ms: 120_000 }

describe('the thread that searches lists', () => {
  let host: ScreeningHost
  afterEach(() => host.close())

  it('answers each subject in turn, and goes on with new lists without a pause', async () => {
    host = openScreeningHost()
    await expect(host.screen([person('Orvald Testmann')], OPTIONS)).rejects.toMatchObject({ reason: 'closed' })
    expect(await host.load(compiled('1', 'Orvald Testmann', 'Petra Specimen'))).toMatchObject([
      { version: '1', entries: 2 },
    ])
    const before = host.screen([person('Petra Specimen'), person('Nobody Atall')], OPTIONS)
    await host.load(compiled('2', 'Novella Neumann'))
    expect(
      (await before).map(({ hits }) => hits.map(({ entry_id, list_version }) => [entry_id, list_version])),
    ).toEqual([[['1', '1']], []])
    const [after] = await host.screen([person('Novella Neumann')], OPTIONS)
    expect(after?.hits[0]).toMatchObject({ list_version: '2', caption: 'Novella Neumann' })
    expect(host.versions()).toMatchObject([{ version: '2' }])
  })

  it('searches only the entries that it was told', async () => {
    host = openScreeningHost()
    await host.load(compiled('1', 'Orvald Testmann', 'Petra Specimen'), [{ list: 'own', entry_id: '1' }])
    const [one, other] = await host.screen([person('Orvald Testmann'), person('Petra Specimen')], OPTIONS)
    expect([one?.hits.length, other?.hits.length]).toEqual([0, 1])
  })

  it('gives up at the deadline, and answers again afterwards', async () => {
    host = openScreeningHost()
    await host.load(compiled('1', 'Orvald Testmann'))
    const many = Array.from({ length: 200_000 }, (_, at) => person(`Orvald Testmann ${at.toString(36)}`))
    await expect(host.screen(many, { ...OPTIONS, deadline_ms: 1 })).rejects.toMatchObject({ reason: 'deadline' })
    const [again] = await host.screen([person('Orvald Testmann')], OPTIONS)
    expect(again?.hits).toHaveLength(1)
  })

  it('answers again after it has died in the middle of a search', async () => {
    host = openScreeningHost()
    await host.load(compiled('1', 'Orvald Testmann'))
    const [deadly, beside] = [
      host.screen([null as unknown as Subject], OPTIONS),
      host.screen([person('Orvald Testmann')], OPTIONS),
    ]
    await expect(deadly).rejects.toMatchObject({ reason: 'crashed' })
    await expect(beside).rejects.toMatchObject({ reason: 'crashed' })
    const [again] = await host.screen([person('Orvald Testmann')], OPTIONS)
    expect(again?.hits).toHaveLength(1)
  })

  it('does not hold the thread that serves while lists are loaded and searched', async () => {
    host = openScreeningHost()
    const chance = chanceOf(1)
    const people = Array.from(
      { length: 12_000 },
      (_, at) => `${inventedPerson('train', chance).full} ${at.toString(36)}`,
    )
    const file = compiled('1', ...people)
    const subjects = people.slice(0, 400).map(person)
    // As long as this thread would be held if it did the same itself.
    const began = performance.now()
    const here = openScreener(file)
    for (const subject of subjects) here.screen(subject, OPTIONS)
    const byItself = performance.now() - began
    let [longest, before] = [0, performance.now()]
    const ticks = setInterval(() => {
      longest = Math.max(longest, performance.now() - before)
      before = performance.now()
    }, 1)
    await host.load(file)
    expect((await host.screen(subjects, OPTIONS)).filter(({ hits }) => hits.length > 0)).toHaveLength(400)
    clearInterval(ticks)
    expect(longest / byItself).toBeLessThan(0.25)
  })

  it('keeps the lists that it has where new ones are not whole', async () => {
    host = openScreeningHost()
    await host.load(compiled('1', 'Orvald Testmann'))
    await expect(host.load(compiled('2', 'Petra Specimen').subarray(0, -1))).rejects.toThrow('not a whole file')
    expect(host.versions()).toMatchObject([{ version: '1' }])
    expect((await host.screen([person('Orvald Testmann')], OPTIONS))[0]?.hits).toHaveLength(1)
  })
})
