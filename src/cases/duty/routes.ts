import type { CasePart } from '../part.ts'
import { handAlarmsOver } from './handing-over.ts'
import './access.ts'

export const dutyPart: CasePart = {
  tasks: [handAlarmsOver],
}
