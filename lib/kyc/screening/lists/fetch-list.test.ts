import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { USUAL_SCREENING } from '@/lib/contract/screening/screening-settings'
import { listen } from '@/lib/testing/http-server'
import { submitPerson } from '@/lib/testing/listed-people'
import { callHttp, openTestManager } from '@/lib/testing/manager'
import { createScreening } from '../create-screening'

const HEADER = 'id,name,birth_date,country,reason'
const ROWS = ['1,Alexandr Gesuchtov,1970-01-02,RUS,charged back', '2,Zora Unbekannt,,,charged back']
const UN = `<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ORVALD</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>`

async function open() {
  let answer = { status: 200, etag: '"1"', body: [HEADER, ...ROWS].join('\n') }
  let asked = 0
  const { url, close } = await listen((request, response) => {
    asked += 1
    const same = request.headers['if-none-match'] === answer.etag
    response.writeHead(same ? 304 : answer.status, { etag: answer.etag }).end(same ? '' : answer.body)
  })
  onTestFinished(close)
  const screening = createScreening({
    settingsOf: () => USUAL_SCREENING,
    updateHours: 24,
    fetch,
    clock: () => new Date(),
  })
  const { manager, bugs } = await openTestManager({ screening })
  const source = `${url}/own.csv`
  const update = async () => {
    const list = (await manager.lists.all()).find(({ name }) => name === 'own')
    return list && manager.lists.update(list)
  }
  const answerWith = (next: typeof answer) => {
    answer = next
  }
  return { manager, bugs, source, update, answer: answerWith, asked: () => asked }
}

describe('a list from its source', () => {
  it('is fetched, read, compiled and searched as in a deployment', async () => {
    const { manager, source, update, bugs } = await open()
    await manager.lists.add({ name: 'own', sources: [source], topic: 'sanctions' })
    expect(await update()).toBe('taken')
    expect(await manager.lists.inForce('acme')).toMatchObject([{ list: 'own', entries: 2, too_old: false }])
    // As it is written by other rules.
    const listed = { first_name: 'Aleksandr', last_name: 'Gesuchtov', date_of_birth: '1970-01-02', nationality: 'RUS' }
    await submitPerson(manager, listed)
    await submitPerson(manager)
    await manager.screenDue()
    const { items } = (await callHttp(manager, 'GET', '/hits')).body
    expect(items).toMatchObject([{ list: 'own', entry_id: '1', caption: 'Alexandr Gesuchtov', topic: 'sanctions' }])
    expect(items[0].reasons.map(({ code }: { code: string }) => code)).toContain('birth_date_same')
    expect(bugs).toEqual([])
  })

  it('is not taken again where its source says that it is the same', async () => {
    const { manager, source, update, answer, asked } = await open()
    await manager.lists.add({ name: 'own', sources: [source], topic: null })
    expect([await update(), await update(), asked()]).toEqual(['taken', 'unchanged', 2])
    answer({ status: 200, etag: '"2"', body: [HEADER, ...ROWS, '3,Third Person,,,'].join('\n') })
    expect(await update()).toBe('taken')
    expect(await manager.lists.inForce('acme')).toMatchObject([{ entries: 3 }])
  })

  it.each([
    ['away', { status: 502, etag: '"2"', body: '' }, 'answered 502'],
    ['a page instead', { status: 200, etag: '"2"', body: '<html><body>Moved</body></html>' }, 'no list that is known'],
    ['empty', { status: 200, etag: '"2"', body: HEADER }, 'no entry'],
    ['cut to a half', { status: 200, etag: '"2"', body: [HEADER, ROWS[0]].join('\n') }, 'more than a tenth'],
  ])('that is %s is refused, with the reason, and the version in force stays', async (_, broken, reason) => {
    const { manager, source, update, answer } = await open()
    await manager.lists.add({ name: 'own', sources: [source], topic: null })
    await update()
    answer(broken)
    expect(await update()).toMatchObject({ refused: expect.stringContaining(reason) })
    expect(await manager.lists.inForce('acme')).toMatchObject([
      { entries: 2, refusal: expect.stringContaining(reason), refused_at: expect.any(String) },
    ])
  })

  it('is not set up otherwise where what it has now is refused: the source of before is asked again', async () => {
    const { manager, source, update } = await open()
    await manager.lists.add({ name: 'own', sources: [source], topic: 'sanctions' })
    await update()
    const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'own.csv')
    writeFileSync(path, [HEADER, ROWS[0]].join('\n'))
    const read = await manager.lists.read({ name: 'own', sources: [path], topic: null, etag: null })
    if ('unchanged' in read) throw new Error('a file is always read')
    const before = await manager.lists.all()
    expect(await manager.lists.addWith({ name: 'own', sources: [], topic: null }, read, {})).toMatchObject({
      refused: expect.stringContaining('more than a tenth'),
    })
    expect(await manager.lists.all()).toEqual(before)
    expect(await update()).toBe('unchanged')
  })

  it('is read from a file for a command', async () => {
    const { manager } = await open()
    const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'own.csv')
    writeFileSync(path, [HEADER, ...ROWS].join('\n'))
    const read = await manager.lists.read({ name: 'own', sources: [path], topic: null, etag: null })
    expect(read).toMatchObject({ taken: { version: { list: 'own', entries: 2 } } })
  })

  it('of one’s own is its file: it is read again, and every look at it confirms it', async () => {
    const { manager, update } = await open()
    const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'own.csv')
    const write = (...rows: string[]) => writeFileSync(path, [HEADER, ...rows].join('\n'))
    write(...ROWS)
    // It was written long ago, and still is what it says.
    utimesSync(path, new Date(0), new Date(0))
    await manager.lists.add({ name: 'own', sources: [path], topic: null })
    expect([await update(), await update()]).toEqual(['taken', 'unchanged'])
    expect(await manager.lists.inForce('acme')).toMatchObject([{ entries: 2, age_hours: 0, too_old: false }])
    write(...ROWS, '3,Third Person,,,')
    expect(await update()).toBe('taken')
    rmSync(path)
    expect(await update()).toMatchObject({ refused: expect.stringContaining(path) })
    expect(await manager.lists.inForce('acme')).toMatchObject([
      { entries: 3, refusal: expect.stringContaining('ENOENT') },
    ])
  })

  it('that is a copy of somebody else’s is as old as the copy', async () => {
    const { manager, update } = await open()
    const path = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'un.xml')
    writeFileSync(path, UN)
    const copiedBefore = (hours: number) => {
      const at = new Date(Date.now() - hours * 3_600_000)
      utimesSync(path, at, at)
    }
    copiedBefore(80)
    await manager.lists.add({ name: 'own', sources: [path], topic: null })
    expect([await update(), await update()]).toEqual(['taken', 'unchanged'])
    expect(await manager.lists.inForce('acme')).toMatchObject([{ age_hours: 80, too_old: true }])
    // The same list was copied again: there is no newer one.
    copiedBefore(1)
    expect(await update()).toBe('unchanged')
    expect(await manager.lists.inForce('acme')).toMatchObject([{ age_hours: 1, too_old: false }])
    // Nor is it confirmed by a clock that is wrong.
    copiedBefore(-100)
    await update()
    expect(await manager.lists.inForce('acme')).toMatchObject([{ age_hours: 0 }])
  })

  it('is taken only with the checksum that its source has, where one is named', async () => {
    const { manager, source, update, answer } = await open()
    const sums = join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'SHA256SUMS')
    const publish = (text: string) => {
      const sum = createHash('sha256').update(text).digest('hex')
      writeFileSync(sums, `${'0'.repeat(64)}  other.csv\n${sum.toUpperCase()}  own.csv\n`)
    }
    const longer = [HEADER, ...ROWS, '3,Third Person,,,'].join('\n')
    publish([HEADER, ...ROWS].join('\n'))
    await manager.lists.add({ name: 'own', sources: [`${source}#sha256=${sums}`], topic: null })
    expect([await update(), await update()]).toEqual(['taken', 'unchanged'])
    answer({ status: 200, etag: '"2"', body: longer })
    expect(await update()).toMatchObject({
      refused: expect.stringMatching(/^not what its source has: .* \(own\.csv\)$/),
    })
    expect(await manager.lists.inForce('acme')).toMatchObject([{ entries: 2 }])
    publish(longer)
    expect(await update()).toBe('taken')
    rmSync(sums)
    answer({ status: 200, etag: '"3"', body: `${longer}\n4,Fourth Person,,,` })
    expect(await update()).toMatchObject({ refused: expect.stringContaining('ENOENT') })
  })
})
