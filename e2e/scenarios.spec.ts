import axe, { type AxeResults, type RunOptions } from 'axe-core'
import arabic from '@/messages/ar.json' with { type: 'json' }
import english from '@/messages/en.json' with { type: 'json' }
import { DECK } from './support/deck'
import { expect, type Page, test } from './support/test'

/** What has no server to fetch another language from, or goes on by itself: played once more in Arabic. */
const PLAYED_TWICE: readonly string[] = ['arrived', 'guided', 'slow', 'not_saved', 'send_offline', 'NETWORK']
/** More than playing and judging one of them takes on a slow machine. */
const EACH_WITHIN_MS = 60_000

test('the list offers every scenario that is tried here', async ({ page }) => {
  await page.goto('/')
  const offered = await page.locator('[data-scenario]').evaluateAll((all) => all.map((it) => it.dataset.scenario))
  expect(offered).toEqual(Object.values(DECK).flatMap((group) => Object.keys(group)))
})

test('a scenario ends when the screens are closed, and when another one is played', async ({ page }) => {
  await page.goto('/')
  const dialog = page.getByRole('dialog', { name: 'Verification' })
  const screen = dialog.frameLocator('iframe')
  await page.locator('[data-scenario="send_failed"]').click()
  await dialog.waitFor()
  await dialog.getByRole('button', { name: 'Close verification' }).click()
  await expect(page.locator('[data-playing]')).toHaveCount(0)
  await page.locator('[data-scenario="start"]').click()
  await expect(screen.getByLabel('Document number')).toBeVisible()
  await page.waitForTimeout(2_000)
  await expect(screen.getByLabel('Document number')).toHaveValue('')
  await screen.getByLabel('Document number').press('Escape')
  await expect(dialog).toBeHidden()
  await page.evaluate(() => {
    for (const name of ['expired', 'field_errors', 'TOKEN_INVALID'])
      document.querySelector<HTMLElement>(`[data-scenario="${name}"]`)?.click()
  })
  await expect(screen.getByRole('heading', { name: 'We don’t recognise this link' })).toBeVisible()
  await page.waitForTimeout(1_500)
  await expect(screen.getByRole('heading', { name: 'We don’t recognise this link' })).toBeVisible()
})

test('says so when the server gives no answer', async ({ page }) => {
  await page.goto('/')
  await page.route('**/sandbox/rehearsals', (route) => route.fulfill({ status: 500, body: '{}' }))
  await page.locator('[data-scenario="start"]').click()
  await expect(page.getByRole('alert').filter({ hasText: 'That did not work' })).toBeVisible()
  await expect(page.locator('[data-playing]')).toHaveCount(0)
})

test('takes a person whose name is in other letters', async ({ page }) => {
  await page.goto('/')
  await page.getByPlaceholder('Somebody else…').fill('Łukasz 名前')
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
})

for (const [group, scenarios] of Object.entries(DECK)) {
  test(`shows each state of its group in one press, with nothing that axe objects to: ${group}`, async ({ page }) => {
    test.setTimeout(EACH_WITHIN_MS * Object.keys(scenarios).length)
    // Each state is judged once it has come to rest.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await stopAtWords(page)
    await page.goto('/')
    for (const [name, words] of Object.entries(scenarios)) {
      await test.step(name, async () => {
        const answer = name === 'slow_check' ? await holdAnswers(page) : undefined
        await page.getByLabel('Language').selectOption('en')
        await play(page, name, [words])
        await expectNoViolations(page, `${name} en`, [words])
        if (PLAYED_TWICE.includes(name)) {
          await close(page)
          await page.getByLabel('Language').selectOption('ar')
          await play(page, name, inArabic(words))
        } else await tell(page, 'kyc:language', 'ar')
        await expect(rootOf(page)).toHaveAttribute('dir', 'rtl')
        await expectNoViolations(page, `${name} ar`, inArabic(words))
        await close(page)
        answer?.()
      })
    }
  })
}

const rootOf = (page: Page) => page.frameLocator('dialog iframe').locator('html')

/** Plays a scenario until one of these sentences is read in it, and holds it there. */
async function play(page: Page, name: string, words: readonly string[]): Promise<void> {
  await page.evaluate((awaited) => Reflect.set(window, 'stopAt', awaited), words)
  await page.locator(`[data-scenario="${name}"]`).click()
  await expectWords(page, words)
}

async function expectWords(page: Page, words: readonly string[]): Promise<void> {
  const frame = page.frameLocator('dialog iframe')
  const shown = words.map((it) => frame.getByText(it)).reduce((one, other) => one.or(other))
  await expect(shown.filter({ visible: true }).first()).toBeVisible()
}

/** What stands in the place of the English messages that hold these words; nothing for one that is put together. */
function inArabic(words: string): string[] {
  const paths = pathsOf(english).flatMap(([path, text]) => (text.includes(words) ? path : []))
  return pathsOf(arabic).flatMap(([path, text]) => (paths.includes(path) ? text : []))
}

type Messages = { readonly [key: string]: string | Messages }

function pathsOf(messages: Messages, path = ''): [path: string, text: string][] {
  return Object.entries(messages).flatMap(([key, it]): [string, string][] =>
    typeof it === 'string' ? [[`${path}.${key}`, it]] : pathsOf(it, `${path}.${key}`),
  )
}

/**
 * What goes on by itself stays for as long as it is judged: from the moment in which the awaited words stand in the
 * frame, no timer that was set before goes off, in it or around it, and no longer one that is set after.
 */
async function stopAtWords(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const around = window.parent
    const stopped = () => Boolean(Reflect.get(around, 'stopped'))
    for (const name of ['setTimeout', 'setInterval'] as const) {
      const original = window[name].bind(window) as (...timer: unknown[]) => number
      const replacement = (work: (...words: unknown[]) => void, delay = 0, ...rest: unknown[]) => {
        const short = stopped() && delay < 500
        return original((...words: unknown[]) => (short || !stopped()) && work(...words), delay, ...rest)
      }
      Object.assign(window, { [name]: replacement })
    }
    if (window === around) return
    Reflect.set(around, 'stopped', false)
    const look = () => {
      const awaited: string[] = Reflect.get(around, 'stopAt') ?? []
      const texts = [...(document.body?.children ?? [])].filter(({ tagName }) => tagName !== 'SCRIPT')
      const isRead = (words: string) => texts.some(({ textContent }) => textContent?.includes(words))
      if (awaited.some(isRead)) Reflect.set(around, 'stopped', true)
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  })
}

/** The server's answers to files are on their way until it is said. */
async function holdAnswers(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(/\/inapp\/api\/uploads\/[^/]+$/, async (route) => {
    // A journey may end while the server is still answering.
    const response = await route.fetch().catch(() => null)
    await promise
    if (response) await route.fulfill({ response }).catch(() => {})
  })
  return resolve
}

async function close(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Verification' })
  await dialog.getByRole('button', { name: 'Close verification' }).click()
  await expect(dialog).toBeHidden()
}

/** Speaks to the screens as their host. */
async function tell(page: Page, type: string, value: string): Promise<void> {
  await page
    .locator('iframe')
    .evaluate((frame: HTMLIFrameElement, command) => frame.contentWindow?.postMessage(command, location.origin), {
      type,
      value,
    })
}

/** Judged in both themes, by all rules; in the end one of these sentences, if any, is read as before. */
async function expectNoViolations(page: Page, state: string, words: readonly string[]): Promise<void> {
  const root = rootOf(page)
  // Put into the frame once: the screens are judged as a page of their own.
  if (!(await root.evaluate(() => 'axe' in window))) await root.evaluate(axe.source)
  // Another language comes with another title; for a moment there is none.
  await expect.poll(() => root.evaluate(() => document.title)).not.toBe('')
  for (const theme of ['light', 'dark']) {
    // Said again until it is heard: screens that are not ready yet hear nothing.
    await expect(async () => {
      await tell(page, 'kyc:theme', theme)
      await expect(root).toHaveAttribute('data-theme', theme, { timeout: 1_000 })
    }).toPass()
    // A colour on its way to another is none that anybody reads by.
    await root.evaluate(async () => {
      const isEnding = ({ effect }: Animation) => effect?.getComputedTiming().endTime !== Infinity
      for (let ending = [document.body.animate([], 1)]; ending.length > 0; ) {
        await Promise.allSettled(ending.map(({ finished }) => finished))
        ending = document.getAnimations().filter(isEnding)
      }
    })
    const options: RunOptions = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }
    const violations = await root.evaluate(
      async (_, given) => (await Reflect.get(window, 'axe').run(given)).violations as AxeResults['violations'],
      options,
    )
    const found = violations.map(({ id, nodes }) => [`${state} ${theme}`, id, nodes.map((node) => node.html)])
    expect.soft(found).toEqual([])
  }
  if (words.length > 0) await expectWords(page, words)
  const wider = await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect.soft(wider, `${state} is as wide as its frame`).toBeLessThanOrEqual(0)
}
