import { randomUUID } from 'node:crypto'
import { expect, test } from './support/test'

/** A code of this journey's own: the brand's templates are shared by all of them. */
const newCode = () => `t_${randomUUID().slice(0, 8)}`

test('shows what staff does as that, in the reader’s language, and never as something to fill in', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const title = { en: 'Sanctions check', de: 'Sanktionsprüfung' }
  const template = await manager('MngAddKycStepTemplate', { code: newCode(), title, level: 1, required: false })
  const { customer_id } = await profile()
  const step = await manager('MngRequireKycStep', { customer_id, template_id: template.id })

  const steps = page.getByRole('navigation', { name: 'Your steps' })
  const check = steps.getByRole('listitem').filter({ hasText: 'Sanctions check' })
  await expect(check).toContainText('We do this for you')
  await expect(check.getByRole('link')).toHaveCount(0)
  await expect(page.getByText('0 of 1 done')).toBeVisible()
  await page.goto('/inapp/kyc/status?lang=de')
  await expect(page.getByRole('listitem').filter({ hasText: 'Sanktionsprüfung' }).first()).toContainText(
    'Das erledigen wir für Sie',
  )
  await manager('MngApproveKycStep', { id: step.id })
  await expect(page.getByRole('listitem').filter({ hasText: 'Sanktionsprüfung' }).first()).toContainText('Bestätigt')
  await manager('MngDeleteKycStepTemplate', { id: template.id })
})

test('puts the mended form in the place of a broken one that is open, with what was typed', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const field = (name: string) => ({ name, type: 'text' as const, required: true, label: name })
  const form = (...names: string[]) => ({ sections: [{ fields: names.map(field) }] })
  const asked = { code: newCode(), title: 'Your home', level: 1 as const, required: false }
  const template = await manager('MngAddKycStepTemplate', { ...asked, form_schema: form('Rent', 'Town') })
  const { customer_id } = await profile()
  await manager('MngRequireKycStep', { customer_id, template_id: template.id })
  await page.goto(`/inapp/kyc?step=${asked.code}`)
  await page.getByLabel('Town').fill('Port Serein')

  await manager('MngUpdateKycStepTemplate', { id: template.id, form_schema: form('Town', 'Street'), reissue: true })
  await expect(page.getByLabel('Street')).toBeVisible()
  await expect(page.getByLabel('Rent')).toHaveCount(0)
  await expect(page.getByLabel('Town')).toHaveValue('Port Serein')
  await page.getByLabel('Street').fill('1 Quay')
  await page.getByRole('button', { name: /^(Continue|Send|Submit)/ }).click()
  await expect
    .poll(async () => (await profile()).steps.find(({ code }) => code === asked.code)?.answers)
    .toEqual({ Town: 'Port Serein', Street: '1 Quay' })
  await manager('MngDeleteKycStepTemplate', { id: template.id })
})
