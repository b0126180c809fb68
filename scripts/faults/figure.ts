import type { RunnerTestCase } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** What an experiment of the fault bench found, in one line. */
    figure?: string
  }
}

/** How much of something: much on the bench (`npm run test:faults`), little among the tests. */
export function long(much: number, little: number): number {
  return process.env.KYC_FAULTS === 'long' ? much : little
}

/** Says what an experiment found, for the bench to print. */
export function reportFigure(task: Pick<RunnerTestCase, 'meta'>, figure: string): void {
  task.meta.figure = figure
}
