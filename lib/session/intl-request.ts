import { getRequestConfig } from 'next-intl/server'
import { readPreferences } from './preferences'

/** next-intl's door: the reader's language and its messages. Times are shown in UTC unless a component says otherwise. */
export default getRequestConfig(async () => {
  const { language } = await readPreferences()
  return { locale: language, messages: (await import(`../../messages/${language}.json`)).default, timeZone: 'UTC' }
})
