import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { drawnFace } from '@/lib/capture/face/drawn-face'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import { NATURE, shaded } from '@/lib/capture/scenes/nature'
import { encryptedPdf, pngThatClaims, smallestGif, truncated } from './broken-files'
import { NORWEGIAN_HOLDER, POLISH_HOLDER } from './holder'
import {
  drivingLicenceBack,
  drivingLicenceFront,
  idCardBack,
  idCardFront,
  passport,
  type Side,
} from './identity-documents'
import { bankStatement, utilityBill } from './letters'
import { sheet } from './paper'
import { type Flaw, photoOf } from './photo'
import { SPECIMEN_FOLDER, SPECIMENS } from './specimens'

const PHOTO = { width: 2000, height: 1500, turn: -1.4 }
const CAMERA = { width: 1280, height: 720 }
const PHONE_CAMERA = { width: 1920, height: 1080 }

test.beforeAll(() => mkdir(SPECIMEN_FOLDER, { recursive: true }))

test('draws the identity documents', async ({ page }) => {
  const flat = (side: Side) => photoOf(side, { width: 1800, height: 1260, turn: 0 })
  await picture(page, flat(passport()), SPECIMENS.passport)
  await picture(page, flat(idCardFront()), SPECIMENS.idCardFront)
  await picture(page, flat(idCardBack()), SPECIMENS.idCardBack)
  await picture(page, flat(drivingLicenceFront()), SPECIMENS.licenceFront)
  await picture(page, flat(drivingLicenceBack()), SPECIMENS.licenceBack)
  await picture(page, photoOf(passport(NORWEGIAN_HOLDER), PHOTO), SPECIMENS.passportPhoto)
  await picture(page, photoOf(passport(POLISH_HOLDER), PHOTO), SPECIMENS.polishPassport)
})

test('draws the letters, as PDF and as a picture', async ({ page }) => {
  await letter(page, utilityBill(POLISH_HOLDER), SPECIMENS.polishBill)
  await letter(page, utilityBill(), SPECIMENS.utilityBill)
  await page.setViewportSize({ width: 794, height: 1123 })
  await page.screenshot({ path: SPECIMENS.utilityBillPicture })
  await letter(page, bankStatement(), SPECIMENS.bankStatement)
  expect((await readFile(SPECIMENS.utilityBill)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('takes photos that nobody could read', async ({ page }) => {
  const flawed = ['blurred', 'dark', 'glare'] as const satisfies readonly Flaw[]
  for (const flaw of flawed) await picture(page, photoOf(passport(), { ...PHOTO, flaw }), SPECIMENS[flaw])
  await picture(page, photoOf(passport(), { width: 320, height: 225, turn: 0 }), SPECIMENS.small)
})

test('takes a photo of a garden', async () => {
  const { width, height, data } = shaded(1600, 1200, NATURE.garden(chanceFrom(7)))
  await sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg()
    .toFile(SPECIMENS.garden)
})

test('takes a photo as a phone does: 12 megapixels, with the noise of its sensor', async ({ page }) => {
  const drawn = await picture(page, photoOf(passport(NORWEGIAN_HOLDER), PHOTO), SPECIMENS.passportPhoto)
  const size = { width: 4_000, height: 3_000 }
  const noise = { type: 'gaussian', mean: 128, sigma: 9 } as const
  const grain = await sharp({ create: { ...size, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer()
  await sharp(drawn)
    .resize(size)
    .composite([{ input: grain, blend: 'overlay' }])
    .jpeg({ quality: 96 })
    .toFile(SPECIMENS.phonePhoto)
  const photo = await readFile(SPECIMENS.phonePhoto)
  expect(photo.length).toBeGreaterThan(3_000_000)
  const scanned = `<img style="width:100%" src="data:image/jpeg;base64,${photo.toString('base64')}">`
  await letter(page, scanned, SPECIMENS.scannedLetter)
})

test('damages files in every way that is refused', async ({ page }) => {
  const whole = await picture(page, photoOf(passport(NORWEGIAN_HOLDER), PHOTO), SPECIMENS.passportPhoto)
  await writeFile(SPECIMENS.truncated, truncated(whole))
  await writeFile(SPECIMENS.textAsPicture, 'This is a note, whatever its name says.\n'.repeat(50))
  await writeFile(SPECIMENS.empty, '')
  await writeFile(SPECIMENS.encrypted, encryptedPdf('lantern'))
  await writeFile(SPECIMENS.animation, smallestGif())
  await writeFile(SPECIMENS.enormous, pngThatClaims(60_000, 60_000))
  expect((await stat(SPECIMENS.empty)).size).toBe(0)
})

test('films a passport that a hand holds before the camera', async ({ page }) => {
  await film(page, SPECIMENS.camera, (turn) => photoOf(passport(NORWEGIAN_HOLDER), { ...CAMERA, turn }))
  await film(page, SPECIMENS.filmedPolish, (turn) => photoOf(passport(POLISH_HOLDER), { ...PHONE_CAMERA, turn }))
})

test('films what the camera has to say something about', async ({ page }) => {
  const films = {
    ...{ blurred: SPECIMENS.filmedBlurred, dark: SPECIMENS.filmedDark, glare: SPECIMENS.filmedGlare },
    ...{ far: SPECIMENS.filmedFar, cut: SPECIMENS.filmedCut },
  } as const
  for (const flaw of Object.keys(films) as (keyof typeof films)[])
    await film(page, films[flaw], (turn) => photoOf(passport(), { ...CAMERA, turn, flaw }))
  await film(page, SPECIMENS.filmedTable, (turn) => photoOf({ ...passport(), svg: '' }, { ...CAMERA, turn }))
})

test('films a face that is far away', async ({ page }) => {
  await film(page, SPECIMENS.filmedFaceFar, () => filmed({ size: 0.45 }))
  await picture(page, filmed({}), SPECIMENS.selfie)
})

function filmed(look: { size?: number }): string {
  return sheet(`<main>${drawnFace({ ...CAMERA, ...look })}</main>`, 'svg { display: block }')
}

/** A few frames, the document turned a little in each: a camera shows them over and over. */
async function film(page: Page, path: string, frameAt: (turn: number) => string): Promise<void> {
  const frames: Buffer[] = []
  for (const turn of [-0.6, -0.3, 0, 0.3, 0]) frames.push(await picture(page, frameAt(turn), path))
  await writeFile(path, Buffer.concat(frames))
}

async function picture(page: Page, html: string, path: string): Promise<Buffer> {
  await page.setContent(html)
  const box = await page.locator('main').boundingBox()
  await page.setViewportSize({ width: box?.width ?? 0, height: box?.height ?? 0 })
  await page.evaluate(() => document.fonts.ready)
  const bytes = await page.screenshot({ type: 'jpeg', quality: 88 })
  await writeFile(path, bytes)
  return bytes
}

async function letter(page: Page, html: string, path: string): Promise<void> {
  await page.setContent(html)
  await page.evaluate(() => document.fonts.ready)
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true })
}
