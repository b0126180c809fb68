import 'server-only'
import { getRequestConfig } from 'next-intl/server'
import sandbox from '@/messages/sandbox/en.json'
import { readPreferences } from './load-pages'

/** Dates have one form, in sentences as beside them. */
const FORMATS = { dateTime: { medium: { dateStyle: 'medium' } } } as const

/**
 * What next-intl asks of each request: the reader's language and its messages, and those of the sandbox's own page,
 * which are English. Times are shown in UTC unless a component says otherwise.
 */
export default getRequestConfig(async () => {
  const { language, locale } = await readPreferences()
  const { default: messages } = await import(`../../messages/${language}.json`)
  return { locale, messages: { ...messages, sandbox }, formats: FORMATS, timeZone: 'UTC' }
})
