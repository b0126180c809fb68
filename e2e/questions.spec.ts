import { SPECIMENS } from './specimens/specimens'
import type { ManagerClient } from './support/manager-client'
import { expectArrived } from './support/shown'
import { giveStandard, submit } from './support/steps'
import { expect, type Page, test } from './support/test'
import { sendFile } from './support/upload'

const QUESTION = { text: 'Who sent you 5,000 on 12 November?\nOne sentence is enough.', language: 'en' } as const
const TITLE = 'Answer to our question'

/** Gives everything, and has it approved. */
async function becomeApproved(page: Page, manager: ManagerClient, steps: () => Promise<{ id: string }[]>) {
  await giveStandard(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  for (const { id } of await steps()) await manager('MngApproveKycStep', { id })
  await expect(page.getByRole('heading', { name: 'You’re verified' })).toBeVisible()
}

test('a reviewer asks, the open screen shows it, the person answers in words, and keeps what they had', async ({
  page,
  openScreen,
  manager,
  profile,
  callbacks,
}) => {
  await openScreen(page, '/inapp/kyc')
  await becomeApproved(page, manager, async () => (await profile()).steps)
  const { customer_id } = await profile()
  const told = async () => (await callbacks()).at(-1)
  const approved = expect.objectContaining({ kycStatus: 'approved', kycLevel: 'standard' })
  await expect.poll(told).toEqual(approved)
  const limits = (await told())?.accountLimits

  const { id } = await manager('MngAskKycCustomer', { customer_id, question: QUESTION, answer: 'words' })
  const task = page.getByRole('listitem').filter({ hasText: TITLE }).filter({ hasText: 'Message from our team' })
  await expect(task.getByText('Who sent you 5,000 on 12 November?')).toHaveAttribute('lang', 'en')
  await expect(page.getByText(`${TITLE} requested`)).toBeVisible()
  await expect.poll(told).toMatchObject({ kycStatus: 'additional_info_required', accountLimits: limits })

  await task.getByRole('link', { name: 'Answer the question' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\?step=question-1/)
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
  await submit(page)
  await expect(page.getByText('One answer needs attention.')).toBeVisible()
  await page.getByLabel('Your answer').fill('My sister did.\nShe sold her car.')
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect(await manager('MngGetKycStep', { id })).toMatchObject({
    ...{ status: 1, answers: { answer: 'My sister did.\nShe sold her car.' } },
  })
  await expect.poll(told).toMatchObject({ kycStatus: 'pending', accountLimits: limits })

  await manager('MngApproveKycStep', { id, submission: 1 })
  await expect(page.getByRole('heading', { name: 'You’re verified' })).toBeVisible()
  await expect.poll(told).toMatchObject({ kycStatus: 'approved', kycLevel: 'standard', accountLimits: limits })
})

test('a person answers with a document instead of words, and staff read it', async ({
  page,
  openScreen,
  manager,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc')
  await becomeApproved(page, manager, async () => (await profile()).steps)
  const { customer_id } = await profile()
  // In Arabic, as it is written: the screen around it stays in the person's language.
  const question = { text: 'من حوّل إليك 5000 في 12 نوفمبر؟', language: 'ar' } as const
  const { id } = await manager('MngAskKycCustomer', { customer_id, question })
  await page.getByRole('link', { name: 'Answer the question' }).click()
  await expect(page).toHaveURL(/[?&]step=/)
  const asked = page.getByText(question.text)
  await expect(asked).toHaveAttribute('lang', 'ar')
  expect(await asked.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  await expect(page.getByText('You can leave this empty if you add: Your document')).toBeVisible()

  await page.getByRole('link', { name: /^Add document/ }).click()
  await expect(page.getByText(question.text)).toBeVisible()
  await sendFile(page, SPECIMENS.bankStatement)
  await expectArrived(page)
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  const step = await manager('MngGetKycStep', { id })
  expect(step).toMatchObject({ status: 1, documents: [{ document_type: 'other', field: 'answer_document' }] })
  await manager('MngApproveKycDocument', { id: step.documents[0]?.id ?? '' })
  await manager('MngApproveKycStep', { id })
  await expect(page.getByRole('heading', { name: 'You’re verified' })).toBeVisible()
})
