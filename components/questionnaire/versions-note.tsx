import { useFormatter, useTranslations } from 'next-intl'
import { useFieldLabel } from '@/components/fields/field-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Field } from '@/lib/contract/form'
import { formKey } from '@/lib/form/form-values'
import type { Versions } from './use-others'

const SENTENCES = { own: 'keptHere', others: 'takenFromElsewhere' } as const

type VersionsNoteProps = { versions: Versions; swap: () => void; fields: readonly Field[] }

/** Another tab or device changed the same fields: which ones, what the form has now, and a way to see and choose the other. */
export function VersionsNote({ versions: { shown, other }, swap, fields }: VersionsNoteProps) {
  const t = useTranslations('questionnaire')
  const format = useFormatter()
  const label = useFieldLabel()
  const labels = fields.filter((_, i) => formKey(i) in other).map(label)
  const actions = (
    <Button kind="secondary" size="small" onClick={swap}>
      {t('showOther')}
    </Button>
  )
  return (
    <Notice role="status" actions={actions}>
      {t(SENTENCES[shown], { fields: format.list(labels, { type: 'unit' }) })}
    </Notice>
  )
}
