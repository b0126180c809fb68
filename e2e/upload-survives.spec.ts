import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { PART_BYTES } from '@/lib/contract/limits'
import { SPECIMENS } from './specimens/specimens'
import { expectArrived, keepWhatIsShown } from './support/shown'
import { expect, type Page, test } from './support/test'
import { chooseDocument, sendFile } from './support/upload'

const PARTS = /\/inapp\/api\/uploads\/[^/]+\/parts\//

/** The parts that the page sends from now on: their places in the file and their sizes. */
function watchParts(page: Page): { index: number; bytes: number }[] {
  const sent: { index: number; bytes: number }[] = []
  page.on('request', (request) => {
    if (!PARTS.test(request.url())) return
    sent.push({ index: Number(request.url().split('/').at(-1)), bytes: request.postDataBuffer()?.length ?? 0 })
  })
  return sent
}

test('an upload that is cut ten times arrives whole, and no more is sent again than was cut', async ({
  page,
  openScreen,
  profile,
}) => {
  test.slow()
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  const sent = watchParts(page)
  let [cuts, inARow] = [10, 0]
  await page.route(PARTS, async (route) => {
    if (cuts === 0 || inARow > 1 || Math.random() < 0.1) {
      inARow = 0
      return route.continue()
    }
    cuts -= 1
    inARow += 1
    // Half of them are cut before the server has the part, half before its answer comes back.
    if (Math.random() < 0.5) await route.fetch()
    await route.abort('connectionreset')
  })
  await sendFile(page, SPECIMENS.scannedLetter)
  await expectArrived(page)
  const [document] = (await profile()).documents
  const size = document?.file_size ?? 0
  const total = sent.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`cut ${10 - cuts} times: ${size} bytes, ${total - size} of them sent again (a part is ${PART_BYTES})`)
  expect(cuts).toBe(0)
  expect(new Set(sent.map(({ index }) => index)).size).toBe(Math.ceil(size / PART_BYTES))
  expect(total - size).toBeLessThanOrEqual((10 - cuts) * PART_BYTES)
})

test('an upload goes on where it was when the browser was killed in the middle of it', async ({
  origin,
  openScreen,
  profile,
}) => {
  test.slow()
  const folder = await mkdtemp(join(tmpdir(), 'kyc-browser-'))
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const open = async () => {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: process.env.KYC_BROWSER,
      ...{ args: [...args, '--disable-gpu', '--disable-dev-shm-usage'], baseURL: origin, locale: 'en-GB' },
    })
    await keepWhatIsShown(context)
    return { context, page: context.pages()[0] ?? (await context.newPage()) }
  }
  const first = await open()
  await openScreen(first.page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(first.page, 'Passport')
  // Two parts get through, then nothing answers any more.
  await first.page.route(PARTS, (route) =>
    /\/parts\/[01]$/.test(route.request().url()) ? route.continue() : undefined,
  )
  const third = first.page.waitForRequest(/\/parts\/2$/)
  await sendFile(first.page, SPECIMENS.scannedLetter)
  await third
  await first.page.waitForTimeout(1_000)
  const session = await first.context.newCDPSession(first.page)
  await session.send('Browser.crash').catch(() => {})

  const second = await open()
  const sent = watchParts(second.page)
  await openScreen(second.page, '/inapp/kyc/upload', { documentType: 'passport' })
  await expectArrived(second.page)
  expect(sent.map(({ index }) => index)[0]).toBe(2)
  expect((await profile()).documents).toHaveLength(1)
  await second.context.close()
})
