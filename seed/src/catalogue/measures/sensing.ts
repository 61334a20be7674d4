import { measuresOf } from './measure.ts';

/** 库房物联感知: climate and alarms. */
export const sensing = measuresOf('sensing', [
  [
    'climate-hours-in-range',
    '温湿度在限值内的监测时长',
    'Hours of temperature and humidity in range',
    '小时',
    'flow',
    'month',
    'records-rooms',
  ],
  ['climate-hours', '温湿度监测总时长', 'Hours of climate monitoring', '小时', 'flow', 'month', 'records-rooms'],
  ['stack-room-alarms', '库房告警数', 'Stack-room alarms', '条', 'flow', 'month', 'records-rooms'],
]);
