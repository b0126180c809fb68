import { giveStandard } from './support/steps'
import { expect, test } from './support/test'

test('takes a person through standard verification with a passport and a PDF bill', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc')
  await expect(page.getByText('0 of 3 done')).toBeVisible()
  await giveStandard(page)
  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()

  const { documents, steps, status } = await profile()
  expect(status).toBe(2)
  expect(steps.map((step) => [step.code, step.status])).toEqual([
    ['identity', 1],
    ['personal', 1],
    ['address', 1],
  ])
  expect(
    documents.map(({ document_type, content_type, status }) => [document_type, content_type, status]).sort(),
  ).toEqual([
    ['passport', 'image/jpeg', 1],
    ['utility_bill', 'application/pdf', 1],
  ])
})
