import sharp from 'sharp'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import { descendants, isBarcodeReader } from '@/lib/testing/processes'
import { photograph, STEADY } from '../mrz/accuracy/camera'
import { readBarcodes } from '.'
import { drawnCard } from './accuracy/drawn-card'
import { type Measured, measureCards, measureOthers } from './accuracy/measure-barcodes'
import { payloadOf } from './accuracy/payloads'

async function all(rows: AsyncGenerator<Measured>): Promise<Measured[]> {
  const collected: Measured[] = []
  for await (const row of rows) collected.push(row)
  return collected
}

const verdicts = (rows: readonly Measured[]) => rows.map(({ verdict }) => verdict)

describe('the barcodes of a picture', () => {
  // The whole of it: npm run barcode-accuracy.
  it('are read exactly, tilted, blurred, noisy, small and in bad light, and never wrongly', {
    timeout: 300_000,
  }, async () => {
    const read = verdicts(await all(measureCards('tell', 12, 1)))
    expect(read).not.toContain('wrong')
    expect(read.filter((verdict) => verdict === 'exact').length).toBeGreaterThanOrEqual(11)
  })

  it('are read where they are QR or Aztec codes, and none is seen where there is none', {
    timeout: 300_000,
  }, async () => {
    expect(verdicts(await all(measureOthers('tell', 2)))).toEqual(Array(6).fill('exact'))
  })

  it('are where they are in the picture, also in one that is turned', { timeout: 60_000 }, async () => {
    const chance = chanceFrom(7)
    const card = await drawnCard('PDF417', payloadOf(10, chance).bytes, chance)
    const upright = await photograph(card, STEADY, chance)
    const { width = 0, height = 0 } = await sharp(upright).metadata()
    const [barcode] = await readBarcodes(upright)
    const [turned] = await readBarcodes(await sharp(upright).rotate(20, { background: '#fff' }).toBuffer())
    const [cos, sin] = [Math.cos(Math.PI / 9), Math.sin(Math.PI / 9)]
    const size = { width: width * cos + height * sin, height: height * cos + width * sin }
    for (const [at, { x, y }] of (barcode?.corners ?? []).entries()) {
      const [dx, dy] = [x - width / 2, y - height / 2]
      const expected = { x: dx * cos - dy * sin + size.width / 2, y: dx * sin + dy * cos + size.height / 2 }
      const found = turned?.corners[at] ?? { x: 0, y: 0 }
      expect(Math.hypot(found.x - expected.x, found.y - expected.y)).toBeLessThan(12)
    }
    expect(turned?.card).toEqual(barcode?.card)
  })

  it('of a card say no more than is needed: their text is not kept', { timeout: 60_000 }, async () => {
    const chance = chanceFrom(8)
    const card = await drawnCard('PDF417', payloadOf(10, chance).bytes, chance)
    const [barcode] = await readBarcodes(await photograph(card, STEADY, chance))
    expect(barcode).toMatchObject({ format: 'PDF417', text: null, fault: null })
    expect(JSON.stringify(barcode)).not.toContain('068 in')
  })

  it('that lie are told from those of cards', { timeout: 60_000 }, async () => {
    const chance = chanceFrom(9)
    const card = await drawnCard('PDF417', Buffer.from('@\n\x1e\rANSI 636000100102DL99990278\0\0\0\0'), chance)
    const [barcode] = await readBarcodes(await photograph(card, STEADY, chance))
    expect(barcode).toMatchObject({ card: null, fault: 'no_holder', text: null })
  })
})

describe('the reader of barcodes', () => {
  afterEach(() => void vi.restoreAllMocks())

  const picture = () =>
    sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()

  it.runIf(process.platform === 'linux')('that crashes does not say that there is none', async () => {
    expect(await readBarcodes(await picture())).toEqual([])
    for (const pid of descendants(process.pid).filter(isBarcodeReader)) process.kill(pid, 'SIGKILL')
    vi.spyOn(process, 'cwd').mockReturnValue('/nowhere')
    await expect(readBarcodes(await picture())).rejects.toThrow('failed')
  })
})
