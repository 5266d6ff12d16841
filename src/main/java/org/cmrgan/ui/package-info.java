/** What people see and how they start a job: the bridge from plain ImageJ, dialogs, progress, errors, windows. */
package org.cmrgan.ui;
