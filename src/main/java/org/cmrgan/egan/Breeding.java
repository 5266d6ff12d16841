package org.cmrgan.egan;

import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;

/** How the children of a generation come about and are judged. */
interface Breeding {
	/** Makes a way of breeding for the networks of a training. */
	interface Scheme {
		Breeding with(EGanConfig config, PatchSet real, AdversarialGraph generator, AdversarialGraph discriminator,
				Draws draws);
	}

	/** One child per parent and mutation; leaves the generator in any state, and the discriminator as it was. */
	List<Child> children(List<Survivor> parents, long step);
}
