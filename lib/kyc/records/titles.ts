import { type LocalText, titleSchema } from '@/lib/contract/form'

/** A title as stored: a text as it is, one per language as JSON. */
export function storedTitle(title: LocalText): string {
  return typeof title === 'string' ? title : JSON.stringify(title)
}

/** A title from its column. A text that only looks like JSON is that text. */
export function titleOf({ title }: { title: string }): LocalText {
  if (!title.startsWith('{')) return title
  try {
    return titleSchema.catch(title).parse(JSON.parse(title))
  } catch {
    return title
  }
}
