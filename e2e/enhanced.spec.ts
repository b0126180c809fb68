import { SPECIMENS } from './specimens/specimens'
import { fillIn } from './support/form'
import { addDocument, expectStep, giveStandard, submit } from './support/steps'
import { expect, test } from './support/test'
import { sendFile } from './support/upload'

test('asks for the source of funds and the tax details in enhanced verification', async ({
  page,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'enhanced' })
  await expect(page.getByText('0 of 5 done')).toBeVisible()
  await giveStandard(page)

  await expectStep(page, 'Source of funds')
  await addDocument(page, 'Bank statement', (page) => sendFile(page, SPECIMENS.bankStatement))
  await fillIn(page, {
    'What will you fund your account with?': { choose: ['Salary', 'Savings'] },
    'Yearly income before tax': { choose: ['€50,000 – €100,000'] },
    'How much do you expect to deposit': '12,500.50',
    'Anything we should know?': 'A bonus every March.',
  })
  await submit(page)

  await expectStep(page, 'Tax details')
  await fillIn(page, {
    'Do you have a tax number there?': { choose: ['No'] },
    'Why not?': { choose: ['I have applied for one'] },
    'Are you a US citizen or US tax resident?': { choose: ['No'] },
    'Country where you pay tax': { country: 'Norway' },
  })
  await submit(page)

  await expect(page.getByRole('heading', { level: 1, name: 'We’re checking your details' })).toBeVisible()
  const { steps } = await profile()
  expect(steps.find((step) => step.code === 'source_of_funds')?.answers).toMatchObject({
    funding_sources: ['salary', 'savings'],
    annual_income: '50k_100k',
    expected_deposit: 12_500.5,
  })
  expect(steps.find((step) => step.code === 'tax_identification')?.answers).toMatchObject({
    has_tax_number: false,
    reason_no_tax_number: 'applied',
    tax_residence: 'NOR',
  })
})
