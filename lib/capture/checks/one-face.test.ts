import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawnFace } from '../face/drawn-face'
import { planeOfGrey } from '../luminance'
import { judgeFace } from './one-face'

const SIZE = { width: 960, height: 720 }
/** Where the drawn face is. */
const FACE = { left: 0.3, top: 0.15, right: 0.7, bottom: 0.8 }

/** The drawn face, in other light or blurred. */
async function planeOf({ light = 1, lift = 0, blur = 0 } = {}) {
  const picture = sharp(Buffer.from(drawnFace(SIZE)))
    .flatten()
    .greyscale()
    .linear(light, lift)
  const { data, info } = await (blur ? picture.blur(blur) : picture)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return planeOfGrey(data, info.width, info.height)
}
const codesOf = ({ findings }: ReturnType<typeof judgeFace>) => findings.map(({ code }) => code)

describe('judgeFace', () => {
  it('takes one face in good light', async () => {
    expect(codesOf(judgeFace(await planeOf(), SIZE, [FACE]))).toEqual([])
  })

  it.each([
    ['in the dark', { light: 0.2 }, 'TOO_DARK'],
    ['in a glaring light', { light: 0.2, lift: 215 }, 'TOO_BRIGHT'],
    ['blurred', { blur: 8 }, 'BLUR'],
  ] as const)('finds a face %s', async (_, how, code) => {
    expect(codesOf(judgeFace(await planeOf(how), SIZE, [FACE]))).toEqual([code])
  })

  it('takes a dark skin in enough light', async () => {
    expect(codesOf(judgeFace(await planeOf({ light: 0.4 }), SIZE, [FACE]))).toEqual([])
  })

  it('finds nobody, and more than one', async () => {
    const plane = await planeOf()
    expect(codesOf(judgeFace(plane, SIZE, []))).toEqual(['NO_FACE'])
    expect(codesOf(judgeFace(plane, SIZE, [FACE, FACE]))).toEqual(['SEVERAL_FACES'])
  })

  it('says nothing of faces where nobody could look', async () => {
    expect(codesOf(judgeFace(await planeOf(), SIZE, null))).toEqual([])
  })

  it('finds a picture too small to compare', async () => {
    expect(codesOf(judgeFace(await planeOf(), { width: 320, height: 240 }, [FACE]))).toEqual(['TOO_SMALL'])
  })
})
