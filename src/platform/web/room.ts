import { Overloaded } from './errors.ts'

export interface Room {
  /** @throws Overloaded at once, before anything of the request is read */
  within<T>(work: () => Promise<T>): Promise<T>
}

/** How many heavy requests are held in memory at once, whatever networks they come from; one a process. */
export function createRoom(most: number): Room {
  let inside = 0
  return {
    async within(work) {
      if (inside >= most) throw new Overloaded(5)
      inside++
      try {
        return await work()
      } finally {
        inside--
      }
    },
  }
}
