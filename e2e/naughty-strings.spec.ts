import { NAUGHTY, NAUGHTY_STRINGS } from '@/lib/testing/naughty-strings'
import { expect, type Page, test } from './support/test'

/** Whatever people, staff and links bring: on the screens it is text. Nothing of it runs, loads or asks. */

/** Watches a page for anything that a naughty string would do if it were more than text. */
function watch(page: Page) {
  const done: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).hostname === 'naughty.example') done.push(`asked for ${request.url()}`)
  })
  page.on('dialog', async (dialog) => {
    done.push(`said ${dialog.message()}`)
    await dialog.dismiss()
  })
  return async () => {
    const ran = await page.evaluate(() => 'naughty' in window)
    return [...done, ...(ran ? ['ran'] : [])]
  }
}

/** Markup, scripts, templates and braces: what would be more than text where it is not kept from it. */
const ACTIVE = (['HTML', 'JavaScript', 'templates', 'braces of messages'] as const).flatMap(
  (kind) => NAUGHTY_STRINGS[kind] ?? [],
)

test('what a person types stays what they typed, and does nothing', async ({ page, openScreen }) => {
  const done = watch(page)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const name = page.getByLabel('Last name')
  const limit = Number(await name.getAttribute('maxlength')) || 80
  // One line, as a field of one line holds it; what no keyboard types is left to the tests of the API.
  const typed = NAUGHTY.map(([, text]) => text).filter(
    (text) => text.length <= limit && text.isWellFormed() && !/\p{Cc}/u.test(text),
  )
  expect(typed.length).toBeGreaterThan(60)
  for (const text of typed) {
    await name.fill(text)
    await expect(name).toHaveValue(text)
  }
  await name.blur()
  expect(await done()).toEqual([])
})

test('what a person sent in is text wherever it is shown again', async ({ page, openScreen, profile }) => {
  const done = watch(page)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const text = `<img src=x onerror="naughty=1">`
  const name = page.getByLabel('Last name')
  await name.fill(text)
  await name.blur()
  // The draft comes back in the form, as it was.
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByLabel('Last name').inputValue()
    })
    .toBe(text)
  expect((await profile()).steps.length).toBeGreaterThan(0)
  expect(await done()).toEqual([])
})

test('what staff ask is shown letter by letter, and does nothing', async ({ page, openScreen, manager, profile }) => {
  const done = watch(page)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const { customer_id } = await profile()
  for (const text of ACTIVE) {
    const question = { text, language: 'en' } as const
    await manager('MngAskKycCustomer', { customer_id, question, answer: 'words' })
  }
  await page.goto('/inapp/kyc/status?lang=en')
  for (const text of ACTIVE) await expect(page.getByText(text, { exact: true }).first()).toBeVisible()
  expect(await done()).toEqual([])
})

test('what a link carries chooses nothing that there is not, and does nothing', async ({ page, openScreen }) => {
  const done = watch(page)
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const heading = page.getByRole('heading', { level: 1 })
  const carried = NAUGHTY.map(([, text]) => text.slice(0, 200)).filter((text, i) => text.isWellFormed() && i % 5 === 0)
  for (const text of carried) {
    const names = ['theme', 'accent', 'step', 'brand', 'documentType', 'utm_source', 'problem', 'source']
    const query = new URLSearchParams([['lang', 'en'], ...names.map((name) => [name, text])])
    const answer = await page.goto(`/inapp/kyc?${query}`)
    expect([text, answer?.status()]).toEqual([text, 200])
    await expect(heading).toBeVisible()
  }
  expect(await done()).toEqual([])
})
