import { copyFileSync } from 'node:fs'
import { SPECIMENS } from './specimens/specimens'
import { expect, type Page, test } from './support/test'
import { choosePage } from './support/upload'

/** Without a place to break, as a person's own text may be. */
const LONG = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'
const ADDRESS = `${LONG.slice(0, 60)}@${LONG.slice(0, 60)}.example.com`

const fits = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0)

const label = { en: LONG, ar: LONG }
const WORDY = {
  sections: [
    {
      title: label,
      help: label,
      fields: [
        { name: 'line', type: 'text', label, help: label, placeholder: label, required: true },
        { name: 'lines', type: 'textarea', label },
        { name: 'day', type: 'date', label, required: true },
        { name: 'country_of_birth', type: 'country', label },
        { name: 'file', type: 'file_reference', purpose: 'address', label, required: true },
        { name: 'amount', type: 'number', label },
        { name: 'yes', type: 'boolean', label },
        { name: 'one', type: 'select', label, options: [LONG, { value: 'b', label }] },
        { name: 'many', type: 'select', label, options: [LONG, 'b', 'c', 'd', 'e', 'f', 'g'] },
        { name: 'several', type: 'multi_select', label, options: [LONG, { value: 'b', label }] },
      ],
    },
  ],
} as const

for (const lang of ['en', 'ar']) {
  test(`fits the narrowest phone with words that do not break, ${lang}`, async ({
    page,
    openScreen,
    manager,
    token,
    profile,
  }, testInfo) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await openScreen(page, '/inapp/kyc', { kycType: 'basic', lang })
    const brand = page.getByRole('banner').getByText('Northwind Markets')
    expect(await brand.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)).toBe(true)
    const { userId } = await token()
    const code = `wordy_${crypto.randomUUID().slice(0, 8)}`
    const added = await manager('MngAddKycStepTemplate', {
      ...{ code, title: LONG, level: 1, required: false, active: false },
      form_schema: JSON.parse(JSON.stringify(WORDY)),
    })
    const { items } = await manager('MngGetKycStepTemplates', { code: 'email' })
    const short = await manager('MngAddKycStepTemplate', {
      ...{ code: `${code}_short`, title: LONG, level: 1, required: false, active: false },
      form_schema: { sections: [{ fields: [{ name: 'city', type: 'text' }] }] },
    })
    for (const template_id of [added.id, short.id, items[0]?.id ?? ''])
      await manager('MngRequireKycStep', { customer_id: String(userId), template_id })

    await page.goto('/inapp/kyc?step=personal')
    for (const name of ['first_name', 'last_name']) await page.locator(`[data-field=${name}] input`).fill(LONG)
    await page.locator('form button[type=submit]').click()
    await expect(page.locator('[data-field=date_of_birth] [id$=error]')).toBeVisible()
    await fits(page)

    await page.goto(`/inapp/kyc?step=${code}`)
    for (const name of ['line', 'amount']) await page.locator(`[data-field=${name}] input`).fill('1.'.repeat(90))
    await page.locator('[data-field=lines] textarea').fill(LONG)
    for (const input of await page.locator('[data-field=day] input').all()) await input.fill('9'.repeat(40))
    await page.locator('form button[type=submit]').click()
    await expect(page.locator('[data-field=day] [id$=error]')).toBeVisible()
    await fits(page)

    const file = testInfo.outputPath(`${LONG}.pdf`)
    copyFileSync(SPECIMENS.utilityBill, file)
    await page.goto(`/inapp/kyc/upload?step=${code}&field=file&documentType=address&lang=en`)
    await choosePage(page, 'Utility bill')
    await fits(page)
    await page.getByTestId('file-input').setInputFiles(file)
    await expect(page.getByTestId('use-file')).toBeVisible()
    await fits(page)
    await page.getByTestId('use-file').click()
    await expect(page.getByText(`${LONG}.pdf`).first()).toBeVisible()
    await fits(page)

    await page.goto(`/inapp/kyc?step=email&lang=${lang}`)
    await page.locator('[data-field=email] input').first().fill(ADDRESS)
    await page.locator('form button[type=submit]').click()
    await expect(page.locator('[data-field=email] [autocomplete=one-time-code]')).toBeVisible()
    await expect(page.locator('[data-field=email] bdi[dir=ltr]')).toHaveText(ADDRESS)
    await fits(page)

    await page.goto(`/inapp/kyc?step=${short.code}`)
    await page.locator('[data-field=city] input').fill(LONG)
    await page.locator('form button[type=submit]').click()
    await expect(page).not.toHaveURL(new RegExp(short.code))
    const { steps } = await profile()
    const sent = steps.find(({ code }) => code === short.code)
    await manager('MngRejectKycStep', { id: sent?.id ?? '', reason_code: 'data_mismatch', reject_type: 'retry' })
    await page.goto('/inapp/kyc/status')
    await expect(page.getByText(LONG).first()).toBeVisible()
    await fits(page)
  })
}
