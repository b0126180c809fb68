import { expect } from '@playwright/test'
import { HOLDER } from '../specimens/holder'
import { SPECIMENS } from '../specimens/specimens'
import { chooseCountry, fillIn, type Surface } from './form'
import type { ManagerClient } from './manager-client'
import { sendFile } from './upload'

const [firstName] = HOLDER.givenNames.split(' ')

/** Sends the step that is open; the next one, or the status, follows. */
export async function submit(page: Surface): Promise<void> {
  await page.getByRole('button', { name: /^(Continue|Send|Submit)/ }).click()
}

export async function givePersonalDetails(page: Surface): Promise<void> {
  await expectStep(page, 'Personal details')
  await fillIn(page, {
    'First name': firstName ?? '',
    'Last name': HOLDER.surname,
    'Date of birth': { date: HOLDER.birth },
    Nationality: { country: 'Norway' },
  })
  await submit(page)
}

/** Gives the identity step; `show` does what the upload screen asks for, once a passport has been chosen. */
export async function giveIdentity(
  page: Surface,
  show: (page: Surface) => Promise<void> = (page) => sendFile(page, SPECIMENS.passportPhoto),
): Promise<void> {
  await expectStep(page, 'Identity document')
  await scanDocument(page, show)
  await sayDocument(page, 'Passport')
  await fillIn(page, { 'Document number': HOLDER.passportNumber, 'Valid until': { date: HOLDER.expiry } })
  await submit(page)
}

/** Gives the address step with a PDF bill. */
export async function giveAddress(page: Surface): Promise<void> {
  await expectStep(page, 'Home address')
  await addDocument(page, 'Utility bill', (page) => sendFile(page, SPECIMENS.utilityBill))
  await fillIn(page, {
    Street: HOLDER.street,
    'Postal code': '2084',
    City: 'Port Serein',
    Country: { country: 'Norway' },
  })
  await submit(page)
}

export async function giveStandard(page: Surface): Promise<void> {
  await giveIdentity(page)
  await givePersonalDetails(page)
  await giveAddress(page)
}

/** From the step's form to the screen that scans an identity document, and back. */
export async function scanDocument(page: Surface, show: (page: Surface) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await show(page)
  await expect(page.getByRole('navigation', { name: 'Your steps' })).toBeVisible()
}

/** Says which document it is: those of Utopia do not name a country. */
export async function sayDocument(page: Surface, type: string, country = 'Norway'): Promise<void> {
  await page.getByLabel('Your document').selectOption({ label: type })
  await chooseCountry(page, 'Issued in', country)
}

/** From the step's form to the upload screen and back. */
export async function addDocument(page: Surface, type: string, show: (page: Surface) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: type, exact: true }).click()
  await show(page)
  await expect(page.getByRole('navigation', { name: 'Your steps' })).toBeVisible()
}

/** Waits until the list of steps says that this one is being filled in. */
export async function expectStep(page: Surface, title: string): Promise<void> {
  const steps = page.getByRole('navigation', { name: 'Your steps' })
  await expect(steps.locator('[aria-current="step"]')).toContainText(title)
}

/** Asks this person for the selfie, which is attached where something is in doubt. */
export async function askForSelfie(manager: ManagerClient, userId: number): Promise<void> {
  const { items } = await manager('MngGetKycStepTemplates', { code: 'selfie' })
  await manager('MngRequireKycStep', { customer_id: String(userId), template_id: items[0]?.id ?? '' })
}
