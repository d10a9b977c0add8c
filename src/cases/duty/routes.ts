import type { CasePart } from '../part.ts'
import { keepAllAlerts } from './alert.ts'
import {
  showDuty,
  takeAlert,
  takeChannel,
  takeChannelRemoval,
  takeChannelTest,
  takeGap,
  takeHandover,
  takePushChannel,
  takeShift,
  takeShiftRemoval,
} from './console-duty.tsx'
import { handAlarmsOver } from './handing-over.ts'
import { heartbeat } from './heartbeat.ts'
import { browserOfMineGone, nobodyOnDuty, untakenAlerts, watchOfAlarms } from './today.ts'
import './access.ts'

export const dutyPart: CasePart = {
  routes: [
    { method: 'GET', path: '/duty', verb: 'duty.read', handle: showDuty },
    { method: 'POST', path: '/duty/shifts', verb: 'duty.plan', handle: takeShift },
    { method: 'POST', path: '/duty/shifts/:id/remove', verb: 'duty.plan', handle: takeShiftRemoval },
    { method: 'POST', path: '/duty/shifts/:id/handover', verb: 'duty.hand-over', handle: takeHandover },
    { method: 'POST', path: '/duty/channels', verb: 'alarm.channel', handle: takeChannel },
    { method: 'POST', path: '/duty/channels/push', verb: 'alarm.channel', handle: takePushChannel },
    { method: 'POST', path: '/duty/channels/:id/remove', verb: 'alarm.channel', handle: takeChannelRemoval },
    { method: 'POST', path: '/duty/channels/:id/test', verb: 'alarm.test', handle: takeChannelTest },
    { method: 'POST', path: '/duty/gaps/:id', verb: 'alarm.acknowledge', handle: takeGap },
    { method: 'POST', path: '/duty/alerts/:id', verb: 'alarm.acknowledge', handle: takeAlert },
  ],
  today: [untakenAlerts, watchOfAlarms, nobodyOnDuty, browserOfMineGone],
  tasks: [handAlarmsOver],
  jobs: [heartbeat, keepAllAlerts],
}
