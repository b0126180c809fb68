import { readFile } from 'node:fs/promises'
import type { ErrorBody } from '@/lib/contract/errors'
import { SPECIMENS } from './specimens/specimens'
import { managerClient } from './support/manager-client'
import { givePersonalDetails } from './support/steps'
import { expect, type Page, test } from './support/test'

const HARBOUR = { brand: 'harbour' }
/** Before it has read the token, a screen of a brand is known by its name and its corners. */
const corners = (page: Page) => page.locator('html').getAttribute('data-radius')

test('two brands have their own templates, terms and look, for the same customer number', async ({ page, token }) => {
  const open = async (query: Record<string, string>) => {
    const { otToken } = await token({ kycType: 'standard', ...query })
    await page.goto(`/inapp/kyc?token=${otToken}&lang=en`)
    await expect(page.getByRole('navigation', { name: 'Your steps' })).toBeVisible()
  }
  const steps = page.getByRole('navigation', { name: 'Your steps' })
  expect((await token(HARBOUR)).userId).toBe((await token()).userId)

  await open({})
  await expect(page.getByRole('banner')).toContainText('Northwind Markets')
  await expect(page.getByText('Standard verification')).toBeVisible()
  await expect(steps).toContainText('Home address')
  await expect(page.getByRole('cell', { name: '€10,000' })).toBeVisible()
  expect(await corners(page)).toBeNull()

  await open(HARBOUR)
  await expect(page.getByRole('banner')).toContainText('Harbour Invest')
  await expect(page.getByText('Navigator')).toBeVisible()
  await expect(page.getByText('up to 2 business days')).toBeVisible()
  await expect(steps).toContainText('Trading experience')
  await expect(steps).not.toContainText('Home address')
  await expect(page.getByRole('cell', { name: '£2,500' })).toBeVisible()
  expect(await corners(page)).toBe('large')
})

test('a decision reaches cTrader and the customer in the terms of their brand', async ({ page, token, origin }) => {
  const { otToken, userId, email, tradingLogin } = await token({ kycType: 'basic', ...HARBOUR })
  await page.goto(`/inapp/kyc?token=${otToken}&lang=en`)
  await givePersonalDetails(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const harbour = managerClient(origin, 'harbour-manager')
  const { items } = await harbour('MngGetKycProfiles', { customer_id: String(userId) })
  const { steps } = await harbour('MngGetKycProfile', { id: items[0]?.id ?? '' })
  for (const { id } of steps) await harbour('MngApproveKycStep', { id })

  const received = async (path: string) => {
    const answer = await fetch(new URL(path, origin), { headers: { authorization: 'Bearer sandbox-callback' } })
    return (await answer.json()).items
  }
  await expect
    .poll(async () => {
      const callbacks: { body: { tradingLogin: number } }[] = await received('/ctrader/callback/kyc-status')
      return callbacks.findLast(({ body }) => body.tradingLogin === tradingLogin)?.body
    })
    .toMatchObject({
      ...{ kycStatus: 'approved', kycLevel: 'basic' },
      accountLimits: { dailyDeposit: 250, monthlyDeposit: 1_000, maxPosition: 5_000 },
    })
  await expect
    .poll(async () => (await received(`/mail?to=${encodeURIComponent(email)}`))[0]?.text)
    .toMatch(/Deckhand\nDeposit per day: £250\n.*help@harbour\.example.*The Harbour Invest team/s)
})

test('neither brand’s key finds anything of the other’s', async ({ token, origin }) => {
  const { userId } = await token()
  const service = async (path: string, init: RequestInit = {}) =>
    fetch(new URL(`/kyc/customers/${userId}${path}`, origin), {
      ...init,
      headers: { authorization: 'Bearer sandbox-service' },
    })
  const body = JSON.stringify({ level: 'basic' })
  for (const query of ['', '?brand=harbour']) {
    expect((await service(`/open${query}`, { method: 'POST', body })).status).toBe(200)
  }
  expect((await service('/open?brand=nobody', { method: 'POST', body })).status).toBe(404)
  const bytes = new Blob([new Uint8Array(await readFile(SPECIMENS.utilityBill))])
  const stored = await service('/files?brand=harbour&name=bill.pdf', { method: 'POST', body: bytes })
  const { file_id } = await stored.json()
  expect((await service(`/files/${file_id}?brand=harbour`)).status).toBe(200)
  expect((await service(`/files/${file_id}`)).status).toBe(404)

  const harbour = managerClient(origin, 'harbour-manager')
  const northwind = managerClient(origin, 'sandbox-manager')
  const customer_id = String(userId)
  const own = (await harbour('MngGetKycProfiles', { customer_id })).items[0]
  const others = (await northwind('MngGetKycProfiles', { customer_id })).items[0]
  expect([own?.brand, others?.brand]).toEqual(['harbour', 'sandbox'])
  const asked = async (path: string, key: string) => {
    const answer = await fetch(new URL(`/manager/kyc${path}`, origin), { headers: { authorization: `Bearer ${key}` } })
    return answer.ok ? answer.status : ((await answer.json()) as ErrorBody).code
  }
  for (const path of [`/profiles/${own?.id}`, `/files/${file_id}`]) {
    expect(await asked(path, 'harbour-manager')).toBe(200)
    expect(await asked(path, 'sandbox-manager')).toBe('NOT_FOUND')
  }
  expect(await asked(`/profiles/${others?.id}`, 'harbour-admin')).toBe('NOT_FOUND')
  const ids = (rows: { items: { id: string; brand: string }[] }) => rows.items.map(({ id, brand }) => `${brand} ${id}`)
  const [ours, theirs] = [
    ids(await harbour('MngGetKycAudit', { customer_id })),
    ids(await northwind('MngGetKycAudit', { customer_id })),
  ]
  expect(ours.every((row) => row.startsWith('harbour '))).toBe(true)
  expect(theirs.every((row) => row.startsWith('sandbox '))).toBe(true)
  expect([ours.length > 0, theirs.length > 0]).toEqual([true, true])
})

test('a link looks like its brand before it is opened, and still when it is used', async ({ page, token, origin }) => {
  const { userId } = await token(HARBOUR)
  const harbour = managerClient(origin, 'harbour-manager')
  await fetch(new URL(`/kyc/customers/${userId}/open?brand=harbour`, origin), {
    ...{ method: 'POST', body: JSON.stringify({ level: 'basic' }) },
    headers: { authorization: 'Bearer sandbox-service' },
  })
  const { url } = await harbour('MngCreateKycLink', { customer_id: String(userId) })
  const address = new URL(url).pathname + new URL(url).search
  await page.goto(address)
  await expect(page.getByText('Harbour Invest')).toBeVisible()
  expect(await corners(page)).toBe('large')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).not.toHaveURL(/token=/)
  await expect(page.getByRole('banner')).toContainText('Harbour Invest')

  await page.context().clearCookies()
  await page.goto(address)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/problem=TOKEN_USED&brand=harbour$/)
  await expect(page.getByRole('banner')).toContainText('Harbour Invest')
  expect(await corners(page)).toBe('large')
})

test('the sandbox’s page plays either brand', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('up to €10,000 a day')).toBeVisible()
  await page.getByLabel('Broker').selectOption('Harbour Invest')
  await expect(page.getByText('up to £2,500 a day')).toBeVisible()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  const screens = page.frameLocator('iframe')
  await expect(screens.getByRole('banner')).toContainText('Harbour Invest')
  await expect(page.getByLabel('Back office')).toContainText('Trading experience')
  await page.goto('/?brand=harbour')
  await expect(page.getByLabel('Broker')).toHaveValue('harbour')
})
