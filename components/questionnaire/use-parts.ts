import { useCallback, useEffect, useMemo, useState } from 'react'
import { useWayBack } from '@/components/shell/way-back'
import { fieldsOf } from '@/lib/contract/fields'
import type { Field, FormSchema } from '@/lib/contract/form'
import { partsOf } from '@/lib/form/form-parts'

/** Where a long form is asked for part by part; `questionnaire.module.css` has the same. */
const SMALL_SCREEN = '(max-width: 599px), (max-height: 480px)'
/** What the browser's history keeps of it, so that its own Back leads through the parts too. */
const KEPT_AS = 'kycPart'

export type Parts = ReturnType<typeof useParts>

/**
 * The parts of a form on a small screen, and which one is asked for now. All of them are drawn: elsewhere they are all seen.
 * @param isVisible whether a field is asked for with the answers so far; a part without such a field is passed over.
 */
export function useParts(schema: FormSchema, isVisible: (field: Field) => boolean) {
  const parts = useMemo(() => fieldsByPart(schema), [schema])
  const [at, setAt] = useState(0)
  const shown = Math.min(at, Math.max(0, parts.length - 1))

  useEffect(() => {
    const follow = () => setAt(Number(window.history.state?.[KEPT_AS] ?? 0))
    follow()
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const back = useCallback(() => window.history.back(), [])
  useWayBack(shown > 0 && isSmall() ? back : null)

  const asked = parts.flatMap(({ fields }, i) => (fields.some(isVisible) ? [i] : []))
  const next = asked.find((part) => part > shown) ?? null
  const keep = (part: number) => ({ ...window.history.state, [KEPT_AS]: part })
  return {
    shown,
    /** As a person counts them. */
    number: asked.filter((part) => part <= shown).length,
    count: asked.length,
    isLast: next === null,
    partOfSection: (section: number) => parts.findIndex(({ sections }) => sections.includes(section)),
    /** The fields that are asked for now, where that is not all of them at once; null where it is. */
    fieldsBeforeNext: () => (next !== null && isSmall() ? (parts[shown]?.fields ?? []) : null),
    goOn: () => {
      if (next === null) return
      window.history.pushState(keep(next), '')
      setAt(next)
    },
    /** Shows the part that asks for this field. */
    reveal: (field: Field) => {
      const part = parts.findIndex(({ fields }) => fields.includes(field))
      if (part < 0 || part === shown || !isSmall()) return
      window.history.replaceState(keep(part), '')
      setAt(part)
    },
  }
}

function fieldsByPart(schema: FormSchema): { sections: number[]; fields: Field[] }[] {
  const all = fieldsOf(schema)
  const lengths = (schema.sections ?? []).map(({ fields = [] }) => fields.length)
  const startOf = (section: number) => lengths.slice(0, section).reduce((sum, length) => sum + length, 0)
  return partsOf(schema).map((sections) => ({
    sections,
    fields: sections.flatMap((section) => all.slice(startOf(section), startOf(section) + (lengths[section] ?? 0))),
  }))
}

function isSmall(): boolean {
  return typeof window !== 'undefined' && window.matchMedia(SMALL_SCREEN).matches
}
