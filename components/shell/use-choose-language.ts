import { usePathname, useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { callApi } from './api'

/** Reads on in another language: the session remembers it, or without one the address; the screen is drawn anew. */
export function useChooseLanguage(): (lang: string) => Promise<void> {
  const router = useRouter()
  const pathname = usePathname()
  return useCallback(
    async (lang) => {
      await callApi('/inapp/api/session', { method: 'POST', body: { lang } })
      const query = new URLSearchParams(window.location.search)
      for (const name of [...query.keys()]) if (name.toLowerCase() === 'lang') query.delete(name)
      query.set('lang', lang)
      router.replace(`${pathname}?${query}`, { scroll: false })
      router.refresh()
    },
    [router, pathname],
  )
}
