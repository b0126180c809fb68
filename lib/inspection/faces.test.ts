import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawnFace } from '@/lib/capture/face/drawn-face'
import { facesIn } from './faces'

const SIZE = { width: 960, height: 720 }
const pictureOf = (svg: string) => sharp(Buffer.from(svg))

describe('facesIn', () => {
  it('finds the face, and where it is', async () => {
    const [face, ...others] = (await facesIn('ada', pictureOf(drawnFace(SIZE)))) ?? []
    expect(others).toEqual([])
    expect(((face?.left ?? 0) + (face?.right ?? 0)) / 2).toBeCloseTo(0.5, 1)
    expect((face?.bottom ?? 0) - (face?.top ?? 0)).toBeGreaterThan(0.4)
  })

  it('finds none where there is none', async () => {
    expect(await facesIn('ada', sharp({ create: { ...SIZE, channels: 3, background: '#98a' } }).png())).toEqual([])
  })

  it('counts two', async () => {
    const half = { width: 640, height: 720, size: 0.8 }
    const one = await pictureOf(drawnFace(half)).png().toBuffer()
    const both = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#fff' } })
      .composite([
        { input: one, left: 0, top: 0 },
        { input: one, left: 640, top: 0 },
      ])
      .png()
    expect(await facesIn('ada', sharp(await both.toBuffer()))).toHaveLength(2)
  })
})
