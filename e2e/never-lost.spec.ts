import { SPECIMENS } from './specimens/specimens'
import { chooseCountry, fillIn } from './support/form'
import { scanDocument, submit } from './support/steps'
import { expect, type Page, test } from './support/test'
import { sendFile } from './support/upload'

const ANSWERS = {
  'First name': 'Mira',
  'Last name': 'Lindqvist',
  'Date of birth': { date: '1991-03-27' },
  Nationality: { country: 'Norway' },
} as const

test('keeps what was typed in the moment before the page is loaded again', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.getByLabel('First name').fill('Zoë 李')
  await page.reload()
  await expect(page.getByLabel('First name')).toHaveValue('Zoë 李')
  await page.getByLabel('Last name').fill('Lindqvist')
  await page.reload()
  await expect(page.getByLabel('Last name')).toHaveValue('Lindqvist')
  await expect(page.getByLabel('First name')).toHaveValue('Zoë 李')
})

test('says what is the matter when there is no network, and sends what was typed once there is', async ({
  page,
  context,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await expect(page.getByText('Saves as you type')).toBeVisible()
  const { Nationality, ...rest } = ANSWERS
  await fillIn(page, { Nationality })
  await context.setOffline(true)
  await fillIn(page, rest)
  await expect(page.getByText('Not saved yet. We keep trying.')).toBeVisible()
  await submit(page)
  await expect(page.getByRole('alert').filter({ hasText: /connection|offline/i })).toBeVisible()
  await context.setOffline(false)
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
})

test('says that nothing is saved any more once somebody else has entered in another tab', async ({
  page,
  context,
  openScreen,
  person,
  screenUrl,
}) => {
  // Its stream of events opens only when the cookie is somebody else's: the page stays whose it was.
  const late = Promise.withResolvers<void>()
  await page.route(/\/inapp\/api\/events/, async (route) => late.promise.then(() => route.continue()))
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const other = await context.newPage()
  await other.goto(await screenUrl('/inapp/kyc', { kycType: 'basic', person: `${person}-other` }))
  await expect(other.getByRole('heading', { level: 1, name: 'Verify your identity' })).toBeVisible()
  late.resolve()
  await page.getByLabel('First name').fill('Mira')
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('Mira')
  await expect(page.getByText('Saves as you type')).toHaveCount(0)
})

test('keeps what was typed when the page is left while it is being sent', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.route(/\/submit$/, () => {})
  await fillIn(page, ANSWERS)
  const sent = page.waitForRequest(/\/submit$/)
  await submit(page)
  await sent
  await page.reload()
  await expect(page.getByLabel('Last name')).toHaveValue('Lindqvist')
  await expect(page.getByRole('combobox', { name: 'Nationality' })).toHaveText('Norway')
})

test('keeps what was typed while it was being sent in vain', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const { promise: fail, resolve: giveUp } = Promise.withResolvers<void>()
  await page.route(/\/submit$/, async (route) => {
    await fail
    await route.abort('connectionreset')
  })
  await fillIn(page, ANSWERS)
  const sent = page.waitForRequest(/\/submit$/)
  await submit(page)
  await sent
  await page.getByLabel('First name').fill('Zoë')
  giveUp()
  await expect(page.getByText('There is no connection right now.')).toBeVisible()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('First name')).toHaveValue('Zoë')
})

test('takes answers that were changed after they arrived for a correction', async ({ page, openScreen, profile }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  // The page hears of nothing: neither of the answer to its request, nor of what changed.
  await page.route(/\/inapp\/api\/events/, (route) => route.abort())
  await page.route(
    /\/submit$/,
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await page.reload()
  await fillIn(page, ANSWERS)
  await submit(page)
  await expect(page.getByText('There is no connection right now.')).toBeVisible()
  await page.getByLabel('First name').fill('Zoë')
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]).toMatchObject({ submission: 2, answers: { first_name: 'Zoë' } })
})

test('keeps what was typed, chosen and pressed before the page had its scripts', async ({
  page,
  screenUrl,
  profile,
}) => {
  const deliver = await holdScripts(page)
  await page.goto(await screenUrl('/inapp/kyc', { kycType: 'basic' }), { waitUntil: 'commit' })
  await page.getByLabel('First name').fill('Mira')
  await page.getByLabel('Day').fill('27')
  await page.getByLabel('Month').fill('3')
  await page.getByLabel('Year').fill('1991')
  await submit(page)
  deliver()
  await expect(page.getByRole('alert').filter({ hasText: /^2 / })).toBeVisible()
  await fillIn(page, { 'Last name': 'Lindqvist', Nationality: { country: 'Norway' } })
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ first_name: 'Mira', date_of_birth: '1991-03-27' })
})

test('leaves empty what was emptied before the page had its scripts', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  const name = page.getByLabel('First name')
  await name.fill('Mira')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const deliver = await holdScripts(page)
  await page.reload({ waitUntil: 'commit' })
  await expect(name).toHaveValue('Mira')
  await name.fill('')
  deliver()
  await page.getByLabel('Last name').fill('Lindqvist')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(name).toHaveValue('')
  await page.reload()
  await expect(page.getByLabel('Last name')).toHaveValue('Lindqvist')
  await expect(name).toHaveValue('')
})

test('a form that was sent twice before the page had its scripts is sent once', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await fillIn(page, ANSWERS)
  await expect.poll(() => draftOf(page, 'personal')).toMatchObject({ nationality: 'NOR' })
  const deliver = await holdScripts(page)
  await page.reload({ waitUntil: 'commit' })
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/submit') && sent.push(request.url()))
  await submit(page)
  await submit(page)
  deliver()
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect(sent).toHaveLength(1)
})

test('keeps what was typed also where a link was pressed before the page had its scripts', async ({
  page,
  screenUrl,
}) => {
  const deliver = await holdScripts(page)
  await page.goto(await screenUrl('/inapp/kyc', { step: 'identity' }), { waitUntil: 'commit' })
  await page.getByLabel('Document number').fill('AB123')
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  deliver()
  await expect(page).toHaveURL(/\/inapp\/kyc\/upload/)
  await page.reload()
  await page.goto('/inapp/kyc?step=identity')
  await expect(page.getByLabel('Document number')).toHaveValue('AB123')
})

test('takes the document that was chosen before the page had its scripts', async ({ page, screenUrl }) => {
  const deliver = await holdScripts(page)
  await page.goto(await screenUrl('/inapp/kyc/upload', { documentType: 'passport' }), { waitUntil: 'commit' })
  await page.getByRole('radio', { name: /^Driving licence/ }).check()
  deliver()
  await chooseCountry(page, 'Issued in', 'Norway')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: /the front/ })).toBeVisible()
})

test('takes the bill that was pressed before the page had its scripts', async ({ page, screenUrl }) => {
  const deliver = await holdScripts(page)
  await page.goto(await screenUrl('/inapp/kyc/upload', { documentType: 'address' }), { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Utility bill' }).click()
  deliver()
  await expect(page.getByRole('heading', { name: 'Add the document' })).toBeVisible()
})

test('plays what was pressed on the host page before it had its scripts', async ({ page }) => {
  const deliver = await holdScripts(page)
  await page.goto('/', { waitUntil: 'commit' })
  await page.locator('[data-scenario="TOKEN_INVALID"]').click()
  deliver()
  const screen = page.frameLocator('dialog iframe')
  await expect(screen.getByRole('heading', { name: 'We don’t recognise this link' })).toBeVisible()
})

test('does what was pressed where the code comes later than that of the rest', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard' })
  const { remove, deliver, deliverLast } = await drawWithoutScripts(page)
  await remove.click()
  deliver()
  // That part is drawn anew once its code is there.
  await expect(remove).toBeHidden()
  deliverLast()
  await expect(page.getByText('The document has been removed. Add another one here')).toBeVisible()
})

test('counts a press that began before the part was drawn anew', async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard' })
  const { remove, deliver, deliverLast } = await drawWithoutScripts(page)
  await remove.hover()
  await page.mouse.down()
  deliver()
  await expect(remove).toBeHidden()
  await page.mouse.up()
  deliverLast()
  await expect(page.getByText('The document has been removed. Add another one here')).toBeVisible()
})

test("shows what was typed last when the browser's Back leads to the form again", async ({ page, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.getByLabel('Document number').fill('AB123')
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/upload/)
  await page.goBack()
  await expect(page.getByLabel('Document number')).toHaveValue('AB123')
})

test('shows what another tab typed last where this one has nothing newer', async ({ page, context, openScreen }) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  const number = page.getByLabel('Document number')
  await number.fill('AB123')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/upload/)
  const other = await context.newPage()
  await other.goto('/inapp/kyc?step=identity')
  await other.getByLabel('Document number').fill('CD456')
  await expect(other.getByText('Saved', { exact: true })).toBeVisible()
  await page.goBack()
  await expect(number).toHaveValue('CD456')
})

test('keeps what two tabs type into one step, and says which counts where it differs', async ({
  page,
  context,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await page.goto('/inapp/kyc?step=personal')
  const other = await context.newPage()
  await other.goto('/inapp/kyc?step=personal')
  const saved = (tab: Page) => tab.waitForResponse((response) => /\/draft$/.test(response.url()) && response.ok())
  const type = async (tab: Page, label: string, text: string) => {
    const done = saved(tab)
    await tab.getByLabel(label).fill(text)
    await done
  }
  await type(page, 'First name', 'Mira')
  await type(other, 'Last name', 'Solberg')
  await expect(other.getByLabel('First name')).toHaveValue('Mira')
  await expect(other.getByText(/in another window/)).toHaveCount(0)

  await type(page, 'First name', 'Mirabel')
  await type(other, 'First name', 'Mina')
  await expect(other.getByText('Also changed in another window: First name.')).toBeVisible()
  await type(page, 'Last name', 'Solberg-Lie')
  await expect(page.getByLabel('First name')).toHaveValue('Mina')
  await expect(page.getByText('Changed in another window: First name.')).toBeVisible()
  const swap = page.getByRole('button', { name: 'See the other version' })
  await swap.click()
  await expect(page.getByLabel('First name')).toHaveValue('Mirabel')
  await expect(page.getByText('Also changed in another window: First name.')).toBeVisible()
  await swap.click()
  await expect(page.getByLabel('First name')).toHaveValue('Mina')

  await page.reload()
  await expect(page.getByLabel('First name')).toHaveValue('Mina')
  await expect(page.getByLabel('Last name')).toHaveValue('Solberg-Lie')
  await fillIn(page, { 'Date of birth': ANSWERS['Date of birth'], Nationality: ANSWERS.Nationality })
  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ first_name: 'Mina', last_name: 'Solberg-Lie' })
})

test('overwrites nothing that was typed or sent in another tab, and says that it was', async ({
  page,
  context,
  openScreen,
  profile,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'basic' })
  await fillIn(page, ANSWERS)
  await expect.poll(() => draftOf(page, 'personal')).toMatchObject({ nationality: 'NOR' })
  const [stale, live] = [await context.newPage(), await context.newPage()]
  // This tab hears of nothing.
  await stale.route(/\/inapp\/api\/events/, (route) => route.abort())
  for (const tab of [stale, live]) {
    await tab.goto('/inapp/kyc?step=personal')
    await expect(tab.getByLabel('First name')).toHaveValue('Mira')
  }
  await page.getByLabel('First name').fill('Zoë')
  await expect.poll(() => draftOf(page, 'personal')).toMatchObject({ first_name: 'Zoë' })
  await submit(stale)
  await expect(stale.getByText('Answers were changed in another window.')).toBeVisible()
  await expect(stale.getByLabel('First name')).toHaveValue('Zoë')
  await expect(stale.getByText('Changed in another window: First name.')).toBeVisible()

  await submit(page)
  await expect(page).toHaveURL(/\/inapp\/kyc\/status/)
  await expect(live.getByText('Personal details: this was sent in another window.')).toBeVisible()
  await expect(live.getByLabel('First name')).toHaveValue('Zoë')
  await stale.getByLabel('Last name').fill('Solberg')
  await submit(stale)
  await expect(stale).toHaveURL(/\/inapp\/kyc\/status/)
  expect((await profile()).steps[0]?.answers).toMatchObject({ first_name: 'Zoë', last_name: 'Solberg' })
})

test('keeps trying to save what was typed without a network, also from the next screen', async ({
  page,
  openScreen,
}) => {
  await openScreen(page, '/inapp/kyc', { kycType: 'standard', step: 'identity' })
  await page.route(/\/draft$/, (route) => route.abort('connectionreset'))
  await page.getByLabel('Document number').fill('AB123')
  await expect(page.getByText('Not saved yet. We keep trying.')).toBeVisible()
  await page.getByRole('link', { name: 'Scan your passport or ID' }).click()
  await expect(page).toHaveURL(/\/inapp\/kyc\/upload/)
  await page.unroute(/\/draft$/)
  // Asked of the server: the browser does not show the answer to every request that may outlive a page.
  await expect.poll(() => draftOf(page, 'identity')).toMatchObject({ document_number: 'AB123' })
  await page.reload()
  await page.goto('/inapp/kyc?step=identity')
  await expect(page.getByLabel('Document number')).toHaveValue('AB123')
})

/** Has the form drawn with a document in it, and without scripts: the code of the document's button can come after the rest. */
async function drawWithoutScripts(page: Page) {
  await scanDocument(page, (page) => sendFile(page, SPECIMENS.passportPhoto))
  const remove = page.getByRole('button', { name: 'Remove Passport' })
  await expect(remove).toBeVisible()
  const deliverLast = await holdScripts(page, (script) => script.includes('removeDocument'))
  const deliver = await holdScripts(page)
  await page.reload({ waitUntil: 'commit' })
  return { remove, deliver, deliverLast }
}

/** What the server keeps of a step that was not sent yet. */
async function draftOf(page: Page, code: string): Promise<unknown> {
  const kyc = await page.evaluate(async () => {
    const answer = await fetch('/inapp/api/kyc', { headers: { 'x-kyc-request': '1' } })
    return (await answer.json()) as { steps: { code: string; draft: unknown }[] }
  })
  return kyc.steps.find((step) => step.code === code)?.draft
}

/** Keeps the page's scripts back, all or those whose text is meant, until it is told to deliver them. */
async function holdScripts(page: Page, isMeant?: (script: string) => boolean): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    // What the page before it asked for goes with it, and has no text any more.
    const textOf = async () => (await route.fetch()).text()
    if (!isMeant || (await textOf().then(isMeant, () => false))) await promise
    await route.fallback()
  })
  return resolve
}
