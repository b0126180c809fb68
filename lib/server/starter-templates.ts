import 'server-only'
import { readEveryLanguage } from '@/lib/i18n/catalogues'
import { sandboxTemplates, templateFile } from '@/lib/kyc'

/** The templates that a broker may begin with, as a file for `npm run templates`: those of the sandbox. */
export async function starterTemplates(): Promise<string> {
  return templateFile(sandboxTemplates(await readEveryLanguage()))
}
