import { devices } from '@playwright/test'
import { SPECIMENS } from './specimens/specimens'
import { browserWithCamera } from './support/film'
import { expect, test } from './support/test'
import { sendPhoto } from './support/upload'

test('a passport begun at a computer is shown with a phone, and the computer goes on by itself', async ({
  page,
  origin,
  openScreen,
  profile,
}) => {
  test.slow()
  await openScreen(page, '/inapp/kyc')
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await page.getByRole('button', { name: 'Use your phone' }).click()
  const link = await page.getByTestId('qr').getAttribute('data-url')
  const code = await page.getByText('Your number:').locator('..').locator('strong').textContent()
  expect(code).toMatch(/^\d{4}$/)

  const phone = await browserWithCamera(origin, { film: SPECIMENS.camera, context: devices['Pixel 7'] })
  await phone.page.goto(link ?? '')
  await expect(phone.page.getByText(`The number on your computer: ${code}`)).toBeVisible()
  await expect(page.getByText('Your phone is connected.')).toBeVisible()
  await sendPhoto(phone.page)
  await expect(phone.page.getByText('Continue on your computer.')).toBeVisible()

  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/inapp\/kyc\?step=identity/)
  expect((await profile()).documents).toMatchObject([{ document_type: 'passport' }])

  // The phone's session is for this upload alone, and its link is spent.
  await phone.page.goto('/inapp/kyc')
  await expect(phone.page).toHaveURL(/\/inapp\/kyc\/upload/)
  const answers = await phone.page.evaluate(async () => {
    const headers = { 'x-kyc-request': '1', 'content-type': 'application/json' }
    const body = JSON.stringify({ answers: {} })
    const path = '/inapp/api/steps/00000000-0000-4000-8000-000000000000/submit'
    return (await fetch(path, { method: 'POST', headers, body })).status
  })
  expect(answers).toBe(403)
  const late = await page.context().browser()?.newContext({ baseURL: origin })
  const stranger = await late?.newPage()
  await stranger?.goto(link ?? '')
  await expect(stranger?.getByRole('heading', { level: 1 }) ?? page.locator('nothing')).toContainText(/used/i)
  await late?.close()
  await phone.close()
})
