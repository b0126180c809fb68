import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expect, test } from './support/test'
import { chooseDocument } from './support/upload'

const THROTTLE = 4
const MAX_FRAME_MS = 5
const STRETCH = 10

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY
}

test('a frame costs the page less than 5 ms on a processor four times as slow', async ({ origin, openScreen }) => {
  const { page, close } = await browserWithCamera(origin, { film: SPECIMENS.filmedFar })
  await openScreen(page, '/inapp/kyc/upload', { documentType: 'identity' })
  await chooseDocument(page, 'Passport')
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  await page.getByRole('button', { name: 'Take a photo' }).click()
  await expect(page.getByTestId('guidance')).toHaveText('Move closer')
  await page.waitForTimeout(6_000)
  const [size, costs] = await page.evaluate(() => {
    const video = document.querySelector('video')
    const spent = performance.getEntriesByName('kyc:frame').map(({ duration }) => duration)
    return [`${video?.videoWidth}×${video?.videoHeight}`, spent] as const
  })
  // The machine has other work too: what a frame costs shows in the least disturbed stretch.
  const medians = Array.from({ length: Math.max(1, costs.length - STRETCH + 1) }, (_, i) =>
    medianOf(costs.slice(i, i + STRETCH)),
  )
  const best = Math.min(...medians)
  console.log(
    `${costs.length} frames of ${size}, processor ÷ ${THROTTLE}: median ${medianOf(costs).toFixed(2)} ms, ` +
      `in the least disturbed ${STRETCH} frames ${best.toFixed(2)} ms`,
  )
  expect(costs.length).toBeGreaterThanOrEqual(STRETCH)
  expect(best).toBeLessThan(MAX_FRAME_MS)
  await close()
})
