'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'

/**
 * A link that the router follows within the app: what the page keeps outlives it. The framework's own brings 2 kB for
 * fetching ahead, which no screen wants: each is drawn for what is known when it is opened.
 */
export function Link({ onClick, ...props }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter()
  const { href, target } = props
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const isOwn = href.startsWith('/') && target === undefined
    const opensAnother = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (event.defaultPrevented || !isOwn || opensAnother) return
    event.preventDefault()
    router.push(href)
  }
  // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useValidAnchor lint/a11y/noStaticElementInteractions: it leads to its address; a browser makes a click of Enter
  return <a {...props} onClick={follow} />
}
