import type { BrowserContext } from '@playwright/test'

/**
 * Translates the pages of this browser as Chrome does, into the same words: each text is taken out of the page, and two `font`
 * elements stand in its place, also around what comes later. It begins once a screen's scripts are there.
 */
export async function translatePages(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (!window.location.pathname.startsWith('/inapp/kyc')) return
    const untouched = 'script, style, noscript, title, textarea, font, code, [translate="no"]'
    const translate = (root: Node) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const found: Text[] = []
      while (texts.nextNode()) found.push(texts.currentNode as Text)
      for (const text of found) {
        if (!text.data.trim() || text.parentElement?.closest(untouched)) continue
        const font = document.createElement('font')
        font.append(document.createElement('font'))
        font.firstElementChild?.append(text.data)
        text.replaceWith(font)
      }
    }
    // What was done before the scripts were there has been done again: see `replay-early-input.tsx`.
    const isThere = () => document.querySelector('main') && !Reflect.has(window, 'kycEarlyInput')
    const begin = () => {
      if (document.readyState !== 'complete' || !isThere()) return void setTimeout(begin, 20)
      document.documentElement.dataset.translated = ''
      translate(document.body)
      new MutationObserver((changes) => {
        for (const { target } of changes) if (target.isConnected) translate(target)
      }).observe(document.body, { childList: true, subtree: true, characterData: true })
    }
    begin()
  })
}

/** Collects what the framework says of a page that was changed under it. */
export function collectBreakages(context: BrowserContext): string[] {
  const breakages: string[] = []
  context.on('console', (message) => {
    if (/NotFoundError|removeChild|insertBefore/.test(message.text())) breakages.push(message.text())
  })
  return breakages
}
