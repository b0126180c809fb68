import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { StateOf } from '@/lib/capture/upload/upload-state'
import { FilePicture } from '../file-picture'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { SubjectLine } from '../subject-line'

type DoneProps = StateOf<'done'> & { returnHref: string }

/** Nothing is left to show: the person is on the way back, and sees what they looked at last until they are there. */
export function Done({ subject, last, returnHref }: DoneProps) {
  const t = useTranslations()
  const router = useRouter()
  useEffect(() => router.replace(returnHref), [router, returnHref])
  return (
    <div className={styles.phase}>
      <PhaseHeading
        title={t(last ? 'capture.sending.title' : 'fields.received.photo')}
        over={<SubjectLine subject={subject} />}
      />
      {last && <FilePicture picture={last.picture} />}
    </div>
  )
}
