import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import own from './choose-document.module.css'

/** What is missing, at the control that lacks it. */
export function MissingChoice({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className={own.missing}>
      <Icon name="alert" />
      <span>{children}</span>
    </p>
  )
}
