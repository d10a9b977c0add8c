/** May give a promise; it is awaited. */
type Step = () => unknown

/** Undoes a start in reverse order, once, however often and however early it is asked. */
export interface Shutdown {
  /** Adds what must be undone. When the end has begun it is undone at once. */
  later(step: Step): void
  stop(code?: number): Promise<void>
  readonly begun: boolean
  /** Resolves with the exit code when everything is undone. */
  stopped: Promise<number>
}

export function makeShutdown(log: (line: string) => void): Shutdown {
  const steps: Step[] = []
  const { promise: stopped, resolve } = Promise.withResolvers<number>()
  let running: Promise<void> | undefined
  async function undo(): Promise<void> {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step()
      } catch (error) {
        log(`While stopping: ${(error as Error).message}`)
      }
    }
  }
  return {
    stopped,
    get begun() {
      return running !== undefined
    },
    later(step) {
      steps.push(step)
      if (running) running = running.then(undo)
    },
    stop(code = 0) {
      if (!running) {
        running = undo()
        void running.then(() => resolve(code))
      }
      return running
    },
  }
}
