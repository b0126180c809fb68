'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Suspense, useState, useSyncExternalStore } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ControlProps } from './control'
import { uploadHref } from './document/upload-href'

// Nothing is typed into it, and the first form is without it: its code comes by itself.
const Documents = dynamic(() =>
  import('./document/documents').then(
    (module) => module.Documents,
    () => UploadLink,
  ),
)

/**
 * Documents, or the way to add one. Drawn with the page it takes presses as soon as the form does; where an answer or another
 * step brings it, it waits in its own place for its code, and the form stays.
 */
export function FileReferenceControl(props: ControlProps) {
  const isHydrating = useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  )
  const [cameWithPage] = useState(isHydrating)
  if (cameWithPage) return <Documents {...props} />
  return (
    <Suspense fallback={<Skeleton height="5rem" />}>
      <Documents {...props} />
    </Suspense>
  )
}

/** The way to the upload screen, which is left where a network has lost the rest. */
function UploadLink(props: ControlProps) {
  const t = useTranslations('fields')
  return (
    <ButtonLink id={props.id} aria-describedby={props.describedBy} href={uploadHref(props)} kind="secondary">
      {t('addDocument')}
    </ButtonLink>
  )
}
