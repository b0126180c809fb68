import { brotliCompressSync } from 'node:zlib'
import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expect, test } from './support/test'
import { chooseDocument } from './support/upload'

const MAX_BYTES = 60_000

test('live capture adds less than 60 kB to the page, and nothing before the camera is opened', async ({
  origin,
  openScreen,
}) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFar })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'passport' })
  await chooseDocument(page, 'Passport')
  await page.waitForLoadState('networkidle')
  const loaded: Promise<number>[] = []
  page.context().on('response', (response) => {
    if (/\.(js|css)(\?|$)/.test(response.url()))
      loaded.push(response.body().then((body) => brotliCompressSync(body).length))
  })
  await page.getByRole('button', { name: 'Take a photo' }).click()
  await expect(page.getByTestId('guidance')).toHaveText('Move closer')
  const total = (await Promise.all(loaded)).reduce((sum, bytes) => sum + bytes, 0)
  console.log(`live capture: ${loaded.length} files, ${(total / 1_000).toFixed(1)} kB brotli, worker included`)
  expect(loaded.length).toBeGreaterThan(0)
  expect(total).toBeLessThan(MAX_BYTES)
  await close()
})
