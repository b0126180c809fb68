import { appendFileSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAnchorFile } from '@/lib/files/anchor-file'
import { newCustomer, openTestManager } from '@/lib/testing/manager'

const path = () => join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'anchors.ndjson')
const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')

async function open() {
  const file = path()
  const { manager, db } = await openTestManager({ auditAnchor: file })
  const live = async (brand = 'acme') => void (await manager.customers.open(newCustomer(brand), 'basic'))
  const cutOff = async (kept: number) => {
    await db.deleteFrom('audit').where('brand', '=', 'acme').where('sequence', '>', kept).execute()
    const last = db.selectFrom('audit').select('link').where('brand', '=', 'acme').where('sequence', '=', kept)
    const { link } = await last.executeTakeFirstOrThrow()
    await db
      .updateTable('audit_heads')
      .set({ sequence: kept, link: link ?? '' })
      .where('brand', '=', 'acme')
      .execute()
  }
  return { file, manager, db, live, cutOff }
}

describe('the anchors of the audit', () => {
  it('say how each brand’s audit ended, once for each end, and only their owner reads them', async () => {
    const { file, manager, live } = await open()
    await live()
    await live('other')
    await manager.audit.anchor()
    await manager.audit.anchor()
    expect(
      linesOf(file)
        .map((line) => JSON.parse(line).brand)
        .sort(),
    ).toEqual(['acme', 'other'])
    await live()
    await manager.audit.anchor()
    const { anchors, broken } = await createAnchorFile(file).read()
    expect(anchors.map(({ brand }) => brand).at(-1)).toBe('acme')
    expect([anchors.length, broken]).toEqual([3, []])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await manager.audit.verify('acme', anchors)).faults).toEqual([])
    expect(await manager.audit.brands(anchors)).toEqual(['acme', 'other'])
  })

  it('are not written for an audit whose tail was cut off; that is told', async () => {
    const { file, manager, live, cutOff } = await open()
    await live()
    await manager.audit.anchor()
    const { anchors } = await createAnchorFile(file).read()
    const sequence = anchors[0]?.sequence ?? 0
    await cutOff(sequence - 2)
    await expect(manager.audit.anchor()).rejects.toThrow('The audit of acme does not end as it was written')
    expect(linesOf(file)).toHaveLength(1)
    const { faults } = await manager.audit.verify('acme', anchors)
    expect(faults).toMatchObject([{ fault: 'cut_off', sequence: sequence - 1, last: sequence }])
  })

  it('are not written for an end that somebody without the key has written', async () => {
    const { file, manager, db, live } = await open()
    await live()
    await db.updateTable('audit_heads').set({ link: 'forged' }).where('brand', '=', 'acme').execute()
    await expect(manager.audit.anchor()).rejects.toThrow('acme')
    expect(() => readFileSync(file)).toThrow()
  })

  it('go on in a new line after half of one, which is found', async () => {
    const { file, manager, live } = await open()
    await live()
    await manager.audit.anchor()
    appendFileSync(file, '{"brand":"ac')
    await live()
    await manager.audit.anchor()
    const { anchors, broken } = await createAnchorFile(file).read()
    expect([anchors.length, broken]).toEqual([2, [2]])
  })
})
