'use client'

import type { ReactNode } from 'react'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'

/** What stands before the first question. It goes with the first document, and not when that arrives: nothing moves then. */
export function FirstOnly({ children }: { children: ReactNode }) {
  return useQueuedUploads().length > 0 ? null : children
}
