import { writeFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { ScenarioStart } from '@/lib/contract/host/scenario'
import { startCopy } from './support/copies'
import { expect, type Page, test } from './support/test'

const painted = (page: Page) =>
  page
    .getByRole('button', { name: 'Submit for review' })
    .evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).borderRadius])

test('takes accent, corners, density and typeface from the link, and keeps them on the next screen', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', {
    ...{ kycType: 'basic', theme: 'light', accent: '0f766e', radius: 'none', density: 'compact', font: 'serif' },
  })
  expect(await painted(page)).toEqual(['rgb(15, 118, 110)', '0px'])
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Georgia')
  await page.goto('/inapp/kyc?step=personal')
  expect(await painted(page)).toEqual(['rgb(15, 118, 110)', '0px'])
})

for (const accent of ['ffff00', 'ffffff', '000000', '7f7f7f']) {
  for (const theme of ['light', 'dark']) {
    test(`is legible with the accent #${accent}, ${theme}`, async ({ page, openScreen }) => {
      await openScreen(page, '/inapp/kyc', { kycType: 'enhanced', step: 'tax_identification', accent, theme })
      const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
      expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([])
    })
  }
}

test('lets nothing else near a style sheet', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', {
    ...{
      kycType: 'basic',
      accent: 'red;background:url(//evil.test)',
      radius: '99px',
      font: 'Comic Sans',
      density: '<b>',
    },
  })
  const root = page.locator('html')
  await expect(root).not.toHaveAttribute('style', /./)
  for (const name of ['data-radius', 'data-density', 'data-font']) await expect(root).not.toHaveAttribute(name, /./)
})

test('a brand takes the documents that its rules name, and has a place to go when all is done', async ({
  page,
}, info) => {
  const brandsFile = info.outputPath('brands.json')
  const sandbox = { name: 'Acme', documents: { identity: ['passport'] }, success_url: 'https://acme.invalid/verified' }
  writeFileSync(brandsFile, JSON.stringify({ sandbox }))
  const { origin, stop } = await startCopy({ KYC_BRANDS_FILE: brandsFile })
  const open = async (situation: string, path: string) => {
    const answer = await page.request.post(`${origin}/sandbox/rehearsals`, { data: { situation } })
    const { token }: ScenarioStart = await answer.json()
    await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}token=${token}&lang=en`)
  }
  try {
    await open('new', '/inapp/kyc/upload?documentType=passport')
    await expect(page.getByRole('heading', { name: 'Which document will you use?' })).toBeVisible()
    await expect(page.getByRole('radio')).toHaveCount(1)
    await expect(page.getByRole('radio', { name: 'Passport' })).toBeVisible()
    const refusal = await page.evaluate(async () => {
      const headers = { 'x-kyc-request': '1', 'content-type': 'application/json' }
      const kyc = await (await fetch('/inapp/api/kyc', { headers })).json()
      const step = kyc.steps.find(({ code }: { code: string }) => code === 'identity')
      const document = { step_id: step.id, field: 'identity_document', file_id: crypto.randomUUID(), side: 'front' }
      const body = JSON.stringify({ ...document, document_type: 'driving_licence', country: 'FRA' })
      const key = { 'idempotency-key': crypto.randomUUID() }
      return (await fetch('/inapp/api/documents', { method: 'POST', headers: { ...headers, ...key }, body })).json()
    })
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', field: 'document_type' })
    const told = page.waitForURL(/#SUCCESS$/)
    await page.getByRole('button', { name: 'Close' }).click()
    await told

    await page.route('https://acme.invalid/**', (route) => route.fulfill({ body: 'Welcome back' }))
    await open('in_review', '/inapp/kyc/status')
    await page.getByRole('button', { name: 'Back to trading' }).click()
    await expect(page).toHaveURL('https://acme.invalid/verified')
  } finally {
    await stop()
  }
})
