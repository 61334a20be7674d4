-- What was acknowledged is on the disk: without these a power cut takes what the kernel has not yet written back.
-- Settings of the table and not of a statement, which stick to an embedded connection.
ALTER TABLE observation MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE source_record MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE plan_reach MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE plan_member MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE score MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE score_node MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
ALTER TABLE indicator_value MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
--;
-- Made by the runner of migrations before this file was.
ALTER TABLE schema_migration MODIFY SETTING
  fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
