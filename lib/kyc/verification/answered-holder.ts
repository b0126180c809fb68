import type { Answers } from '@/lib/contract/form'
import type { HolderName } from '../rules/printed-address/holder-line'

/** What the customer is called, by their answers. Null while they have not said it. */
export function holderOf({ first_name, last_name }: Answers): HolderName | null {
  const [given_names, family_name] = [first_name, last_name].map((name) =>
    typeof name === 'string' ? name.trim() : '',
  ) as [string, string]
  return family_name === '' ? null : { family_name, given_names }
}
