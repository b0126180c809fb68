import { type BrowserContext, expect } from '@playwright/test'
import type { Surface } from './upload'

type Kept = { shown: Set<string>; focused: Set<string> }

/**
 * Keeps what the pages of this browser have said in headings, lists and announcements, and which headings had the
 * focus: some of it stays for a moment only, which a busy machine lets go by between two looks.
 */
export async function keepWhatIsShown(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: Kept = { shown: new Set(), focused: new Set() }
    Reflect.set(window, 'kept', kept)
    const words = (element: Element) => element.textContent?.trim() ?? ''
    const keep = () => {
      for (const element of document.querySelectorAll('h1, h2, li, [role="status"]')) kept.shown.add(words(element))
    }
    new MutationObserver(keep).observe(document, { childList: true, subtree: true, characterData: true })
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLHeadingElement) kept.focused.add(words(target))
    })
  })
}

/**
 * What lies behind something is not blurred: a machine without a graphics card spends a third of a journey on that, and
 * nobody judges it here.
 */
export async function leaveOutBlur(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const style = new CSSStyleSheet()
    style.replaceSync('*, ::before, ::after, ::backdrop { backdrop-filter: none !important }')
    document.adoptedStyleSheets = [style]
  })
}

/** Waits until these words have been shown since the page was loaded, whether or not they still are. */
export async function expectShown(surface: Surface, words: string, how: keyof Kept = 'shown'): Promise<void> {
  await expect(async () => {
    const kept = surface.locator('html').evaluate((_, which) => [...(Reflect.get(window, 'kept') as Kept)[which]], how)
    expect(await kept).toContainEqual(expect.stringContaining(words))
  }).toPass()
}

/** Waits until the document has arrived: the screen says so for two seconds, and goes on. */
export function expectArrived(surface: Surface, how?: keyof Kept): Promise<void> {
  return expectShown(surface, 'Photo received', how)
}

/** Presses the link at the moment in which it appears on this page, however soon it goes again. */
export function pressOnceThere(surface: Surface, name: string): Promise<void> {
  return surface.locator('body').evaluate(
    (body, words) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const link = [...body.querySelectorAll('a')].find(({ textContent }) => textContent?.trim() === words)
          if (!link) return
          observer.disconnect()
          link.click()
          resolve()
        }
        const observer = new MutationObserver(look)
        observer.observe(body, { childList: true, subtree: true })
        look()
      }),
    name,
  )
}
