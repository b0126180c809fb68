'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import type { ControlProps } from './control'
import { uploadHref } from './document/upload-href'

/**
 * Documents, or the way to add one. The only control that comes by itself: nothing is typed into it, and the first form is
 * without it.
 */
export const FileReferenceControl = dynamic(() =>
  import('./document/documents').then(
    (module) => module.Documents,
    () => UploadLink,
  ),
)

/** The way to the upload screen, which is left where a network has lost the rest. */
function UploadLink(props: ControlProps) {
  const t = useTranslations('fields')
  return (
    <ButtonLink id={props.id} aria-describedby={props.describedBy} href={uploadHref(props)} kind="secondary">
      {t('addDocument')}
    </ButtonLink>
  )
}
