import { type BrowserContext, expect } from '@playwright/test'
import type { Surface } from './form'

/**
 * Keeps what the pages of this browser have said in headings, lists and announcements: some of it stays for a moment
 * only, which a busy machine lets go by between two looks.
 */
export async function keepWhatIsShown(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept = new Set<string>()
    Reflect.set(window, 'kept', kept)
    const words = (element: Element) => element.textContent?.trim() ?? ''
    const keep = () => {
      for (const element of document.querySelectorAll('h1, h2, li, [role="status"]')) kept.add(words(element))
    }
    new MutationObserver(keep).observe(document, { childList: true, subtree: true, characterData: true })
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

/** Waits until one of these has been shown since the page was loaded, whether or not they still are. */
export async function expectShown(surface: Surface, words: string | readonly string[]): Promise<void> {
  await expect(async () => {
    const kept = surface.locator('html').evaluate(() => [...(Reflect.get(window, 'kept') as Set<string>)])
    const isShown = (text: string) => [words].flat().some((one) => text.includes(one))
    expect((await kept).filter(isShown)).not.toEqual([])
  }).toPass()
}

/** What the screens say of a document that is there: at its card, or above what the person is doing by then. */
const ARRIVED = ['Photo received', 'File received', 'has arrived']

/** Waits until a document has arrived, whether or not it is still told. */
export function expectArrived(surface: Surface): Promise<void> {
  return expectShown(surface, ARRIVED)
}
