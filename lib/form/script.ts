/** Whether all letters of a text are Latin ones, such as passports print. Signs and digits are of no script. */
export function isLatin(text: string): boolean {
  return !/(?!\p{Script_Extensions=Latin})\p{L}/u.test(text)
}
